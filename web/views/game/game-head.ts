import { currentRoom, type State } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import { scoreOf, type GameModel } from '../../game/game-model.ts';
import { namesOf } from '../../game/result-text.ts';
import { gameTitle, words } from '../../words/words.ts';

/** The title of a game, the number of spectators, and the score of the two players. */
export function gameHead() {
  const name = h('span', {});
  const live = h('span', { class: 'game__live' });
  const title = h('h2', { class: 'game__title' }, name, live);
  const score = h('p', { class: 'game__score', title: words.scoreHint });

  const show = (model: GameModel, state: State): void => {
    setText(name, gameTitle(model.message.game));
    const count = model.stage === 'playing' ? spectators(model, state) : 0;
    live.hidden = count === 0;
    setText(live, `● ${words.spectators(count)}`);
    const wins = scoreOf(model.message);
    score.hidden = model.message.seats.includes(null) || wins.every((each) => each === 0);
    setText(score, words.score(namesOf(model), wins));
  };
  return { title, score, show };
}

/** Number of people in the room without the two players and the robots. */
function spectators({ message: { seats } }: GameModel, state: State): number {
  const room = currentRoom(state);
  if (room === undefined) return 0;
  const others = new Set([...seats, ...state.bots].map((person) => person?.id));
  return room.count - room.people.filter(({ id }) => others.has(id)).length;
}
