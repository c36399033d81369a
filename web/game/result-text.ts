import type { GameResult, Person } from '../../protocol/model.ts';
import { otherSeat } from '../../protocol/games/seats.ts';
import type { GameModel } from './game-model.ts';
import { shownName } from '../text/shown-name.ts';
import { words } from '../words/words.ts';

type Won = Extract<GameResult, { is: 'won' }>;

/** The names of both players; for a free seat the invited person or "free seat". */
export function namesOf({ message: { seats, invited } }: GameModel): [string, string] {
  const expected = nameOf(invited) ?? words.freeSeat;
  return [nameOf(seats[0]) ?? expected, nameOf(seats[1]) ?? expected];
}

/** The state of a game as a sentence. */
export function statusText(model: GameModel): string {
  const { message, turn } = model;
  const { author, invited, result } = message;
  if (turn !== undefined) return turnOf(model, turn);
  if (result === undefined) {
    return model.stage === 'proposed' ? words.proposes(shownName(author), nameOf(invited)) : '';
  }
  switch (result.is) {
    case 'won':
      return wonBy(model, result);
    case 'drawn':
      return words.drawn;
    case 'withdrawn':
      return invited === undefined ? words.takenBack(shownName(author)) : words.notTaken;
    case 'lapsed':
      return words.lapsed;
  }
}

/** Whose turn it is; addresses this person when it is theirs. */
export function turnOf(model: GameModel, turn: 0 | 1): string {
  const name = namesOf(model)[turn];
  return turn === model.mine ? words.turnYours(name) : words.turnOf(name);
}

function wonBy(model: GameModel, { seat, by }: Won): string {
  const names = namesOf(model);
  const [winner, loser] = [names[seat], names[otherSeat(seat)]];
  if (by === 'line') return words.won(winner);
  const sentences = {
    resignation: words.wonByResignation,
    absence: words.wonByAbsence,
    time: words.wonByTime,
  };
  return sentences[by](winner, loser);
}

function nameOf(person: Person | null | undefined): string | undefined {
  return person ? shownName(person) : undefined;
}
