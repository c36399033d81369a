import { replay } from '../../protocol/games/game.ts';
import { games as rules } from '../../protocol/games/games.ts';
import { limits } from '../../protocol/limits.ts';
import type { GameMessage, Person } from '../../protocol/model.ts';
import type { State } from '../state.ts';

/** What a game waits for: to be taken, to be claimed, or the move after so many. */
export type Step = 'accept' | 'claim' | number;

/**
 * What is to be done now in the open games, by the id of their message. Games whose other player
 * is gone stay as they are for whoever comes back, until somebody waits for the place of one.
 */
export function stepsIn(state: State, now: number): Map<string, Step> {
  const { you } = state;
  const known = [...state.games.values()]
    .map(({ message }) => message)
    .filter(({ game }) => rules.has(game));
  const own = known.filter(({ seats }) => seats.some((seat) => isSame(seat, you)));
  const proposed = known.filter(
    ({ seats, invited }) => seats.includes(null) && isSame(invited, you),
  );
  const steps = new Map<string, Step>();
  for (const message of own) {
    const ply = plyToPlay(message, you);
    if (ply !== undefined) steps.set(message.id, ply);
  }
  if (own.length < limits.games) for (const { id } of proposed) steps.set(id, 'accept');
  else if (proposed.length > 0) {
    const left = longestLeft(own, you, now - state.gameGrace);
    if (left !== undefined) steps.set(left.id, 'claim');
  }
  return steps;
}

function plyToPlay({ game, seats, moves }: GameMessage, me?: Person): number | undefined {
  if (seats.includes(null)) return undefined;
  const { turn, ply } = replay(rules.get(game)!, moves);
  return isSame(seats[turn], me) ? ply : undefined;
}

/** The game whose other player left first, if that was before a time. */
function longestLeft(own: GameMessage[], me: Person | undefined, before: number) {
  const left = own.flatMap((message) => {
    const since = message.gone[isSame(message.seats[0], me) ? 1 : 0];
    return since === null || since > before ? [] : [{ id: message.id, since }];
  });
  return left.sort((one, other) => one.since - other.since)[0];
}

function isSame(person: Person | null | undefined, me: Person | undefined): boolean {
  return me !== undefined && person?.id === me.id;
}
