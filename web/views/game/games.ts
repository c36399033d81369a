import type { Seat } from '../../../protocol/games/game.ts';
import type { GameMessage, OpenGame } from '../../../protocol/model.ts';
import type { State } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { list, type Entry } from '../../dom/list.ts';
import { setText } from '../../dom/update.ts';
import { isMyTurn, gameModelOf, type GameModel } from '../../game/game-model.ts';
import type { AppContext } from '../../app/app-context.ts';
import { jumpToMessage } from '../../app/jump-to-message.ts';
import { namesOf } from '../../game/result-text.ts';
import { gameTitle, roomTitleOf, words } from '../../words/words.ts';
import { looks } from './looks.ts';

interface Line {
  room: string;
  model: GameModel;
}

/** The open games of all rooms, own games first; a click scrolls to the card. */
export function games(context: AppContext, signal: AbortSignal): HTMLElement {
  const lines = h('ul', { class: 'games__list' });
  const heading = h('h2', { class: 'rooms__heading' }, words.gamesNow);
  const root = h('section', { class: 'games', hidden: true }, heading, lines);
  const make = (first: Line): Entry<Line> => line(context, first);
  const showLines = list<Line>(lines, ({ model }) => model.message.id, make);

  const show = (): void => {
    const open = linesOf(context.screen.get());
    root.hidden = open.length === 0;
    showLines(open);
  };
  context.screen.watch((state) => state.games, show, signal);
  context.screen.watch(({ outbox }) => outbox, show, signal);
  context.screen.watch(archivedGames, show, signal);
  return root;
}

/** The number of open games that nobody can play now. */
function archivedGames({ games: all, rooms }: State): number {
  return [...all.values()].filter(({ room }) => rooms.get(room)?.archived).length;
}

function linesOf(state: State): Line[] {
  return [...state.games.values()]
    .flatMap(({ room, message }: OpenGame) => {
      if (state.rooms.get(room)?.archived) return [];
      const model = gameModelOf(message, state);
      return model === undefined ? [] : [{ room, model }];
    })
    .toSorted((a, b) => rank(a.model) - rank(b.model) || a.model.message.at - b.model.message.at);
}

/** Order: own turn, invitations, other own games, running games, proposals. */
function rank(model: GameModel): number {
  if (isMyTurn(model)) return 0;
  if (model.isInvited) return 1;
  if (model.mine !== undefined) return 2;
  return model.stage === 'playing' ? 3 : 4;
}

function line(context: AppContext, { room, model: { message } }: Line): Entry<Line> {
  const shape = h('span', { class: 'games__shape' });
  const names = h('span', { class: 'rooms__name' });
  const badge = h('span', { class: 'badge' });
  const button = h('button', { class: 'rooms__link games__one', type: 'button' });
  button.append(shape, names, badge);
  button.title = `${gameTitle(message.game)}, ${roomTitleOf(context.screen.get(), room)}`;
  button.addEventListener('click', () => {
    void jumpToMessage(context, { room, message: message.id });
  });

  let drawn: Seat | undefined;
  const show = ({ model }: Line): void => {
    const seat = model.mine ?? model.turn ?? 0;
    if (seat !== drawn) shape.replaceChildren(...shapeOf(message, (drawn = seat)));
    setText(names, namesOf(model).join(' – '));
    setText(badge, isMyTurn(model) ? words.yourTurn : model.isInvited ? words.forYou : '');
    badge.hidden = badge.textContent === '';
    button.toggleAttribute('data-new', !badge.hidden);
  };
  return { root: h('li', {}, button), show };
}

function shapeOf({ game }: GameMessage, seat: Seat): SVGSVGElement[] {
  const look = looks.get(game);
  return look === undefined ? [] : [look.shape(seat)];
}
