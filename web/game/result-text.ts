import type { GameResult, Person } from '../../protocol/model.ts';
import { otherSeat, type Match } from './game-model.ts';
import { shownName } from '../text/shown-name.ts';
import { words } from '../words/words.ts';

type Won = Extract<GameResult, { is: 'won' }>;

/** The names of the two; whoever is waited for may not have one yet. */
export function namesOf({ message: { seats, invited } }: Match): [string, string] {
  const awaited = shownIf(invited) ?? words.freeSeat;
  return [shownIf(seats[0]) ?? awaited, shownIf(seats[1]) ?? awaited];
}

/** How a game stands, in a sentence. */
export function verdict(match: Match): string {
  const { message, turn } = match;
  const { author, invited, result } = message;
  if (turn !== undefined) return turnOf(match, turn);
  if (result === undefined) {
    return match.stage === 'proposed' ? words.proposes(shownName(author), shownIf(invited)) : '';
  }
  switch (result.is) {
    case 'won':
      return wonBy(match, result);
    case 'drawn':
      return words.drawn;
    case 'withdrawn':
      return invited === undefined ? words.takenBack(shownName(author)) : words.notTaken;
    case 'lapsed':
      return words.lapsed;
  }
}

/** Whose turn it is: one's own is told to oneself. */
export function turnOf(match: Match, turn: 0 | 1): string {
  const name = namesOf(match)[turn];
  return turn === match.mine ? words.turnYours(name) : words.turnOf(name);
}

function wonBy(match: Match, { seat, by }: Won): string {
  const names = namesOf(match);
  const [winner, loser] = [names[seat], names[otherSeat(seat)]];
  if (by === 'line') return words.won(winner);
  const because = {
    resignation: words.wonByResignation,
    absence: words.wonByAbsence,
    time: words.wonByTime,
  };
  return because[by](winner, loser);
}

function shownIf(person: Person | null | undefined): string | undefined {
  return person ? shownName(person) : undefined;
}
