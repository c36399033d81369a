import type { Seat } from '../../../protocol/games/game.ts';
import type { GameMessage, OpenGame } from '../../../protocol/model.ts';
import type { State } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { list, type Entry } from '../../dom/list.ts';
import { setText } from '../../dom/update.ts';
import { isMyTurn, matchOf, type Match } from '../../game/game-model.ts';
import type { Page } from '../../app-context.ts';
import { seek } from '../../app/jump-to-message.ts';
import { namesOf } from '../../game/result-text.ts';
import { gameTitle, titleOf, words } from '../../words/words.ts';
import { looks } from './looks.ts';

interface Line {
  room: string;
  match: Match;
}

/** The open games of all rooms, one's own first; a click goes to the card. */
export function games(page: Page, signal: AbortSignal): HTMLElement {
  const lines = h('ul', { class: 'games__list' });
  const heading = h('h2', { class: 'rooms__heading' }, words.gamesNow);
  const root = h('section', { class: 'games', hidden: true }, heading, lines);
  const make = (first: Line): Entry<Line> => line(page, first);
  const showLines = list<Line>(lines, ({ match }) => match.message.id, make);

  const show = (): void => {
    const open = linesOf(page.screen.get());
    root.hidden = open.length === 0;
    showLines(open);
  };
  page.screen.watch((state) => state.games, show, signal);
  page.screen.watch(({ outbox }) => outbox, show, signal);
  return root;
}

function linesOf(state: State): Line[] {
  return [...state.games.values()]
    .flatMap(({ room, message }: OpenGame) => {
      const match = matchOf(message, state);
      return match === undefined ? [] : [{ room, match }];
    })
    .toSorted((a, b) => rank(a.match) - rank(b.match) || a.match.message.at - b.match.message.at);
}

/** What waits for this person, what is theirs, what is played, what is only proposed. */
function rank(match: Match): number {
  if (isMyTurn(match)) return 0;
  if (match.isAsked) return 1;
  if (match.mine !== undefined) return 2;
  return match.stage === 'playing' ? 3 : 4;
}

function line(page: Page, { room, match: { message } }: Line): Entry<Line> {
  const shape = h('span', { class: 'games__shape' });
  const names = h('span', { class: 'rooms__name' });
  const badge = h('span', { class: 'badge' });
  const button = h('button', { class: 'rooms__link games__one', type: 'button' });
  button.append(shape, names, badge);
  button.title = `${gameTitle(message.game)}, # ${titleOf(page.screen.get(), room)}`;
  button.addEventListener('click', () => {
    void seek(page, { room, message: message.id });
  });

  let drawn: Seat | undefined;
  const show = ({ match }: Line): void => {
    const seat = match.mine ?? match.turn ?? 0;
    if (seat !== drawn) shape.replaceChildren(...shapeOf(message, (drawn = seat)));
    setText(names, namesOf(match).join(' – '));
    setText(badge, isMyTurn(match) ? words.yourTurn : match.isAsked ? words.forYou : '');
    badge.hidden = badge.textContent === '';
    button.toggleAttribute('data-new', !badge.hidden);
  };
  return { root: h('li', {}, button), show };
}

function shapeOf({ game }: GameMessage, seat: Seat): SVGSVGElement[] {
  const look = looks.get(game);
  return look === undefined ? [] : [look.shape(seat)];
}
