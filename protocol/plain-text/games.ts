import { replay } from '../games/game.ts';
import { games } from '../games/games.ts';
import type { GameMessage, GameResult, Person } from '../model.ts';

/** What one line of a plain-text client asks of a game. */
export type GameLine =
  | { is: 'propose'; game: string; to: string }
  | { is: 'accept' }
  | { is: 'play'; move: string }
  | { is: 'resign' }
  | { is: 'claim' }
  | { is: 'games' };

/** What `/help` says of games. */
export const gameHelp = [
  ...[...games.keys()].map(
    (game) => `/${game} [NAME]  proposes a game, to the room or to one person`,
  ),
  '/accept        takes the free seat',
  '/play b2       makes a move: a column and a row, or the number of a column',
  '/resign        gives up, takes a proposal back, or declines one',
  '/claim         wins against somebody who is gone for too long',
  '/games         lists the open games',
];

/** The command of a game that this word begins; undefined when it is none. */
export function readGameCommand(word: string, argument: string): GameLine | undefined {
  if (games.has(word)) return { is: 'propose', game: word, to: argument };
  switch (word) {
    case 'accept':
    case 'resign':
    case 'claim':
    case 'games':
      return { is: word };
    case 'play':
      return { is: 'play', move: argument };
    default:
      return undefined;
  }
}

/**
 * A game as plain-text clients read it after each change: who plays, the board, what is next. A
 * finished one changes no more but for its rematch, which speaks for itself.
 */
export function gameLines(message: GameMessage): string[] {
  if (message.rematch !== undefined) return [];
  const rules = games.get(message.game);
  const isBoard = rules !== undefined && !message.seats.includes(null);
  const board = isBoard ? rules.asText(replay(rules, message.moves)) : [];
  return [gameLine(message), ...board];
}

/** The same in one line. */
export function gameLine(message: GameMessage): string {
  const { game, seats, author } = message;
  const [first, second] = seats;
  if (first === null || second === null) return `* ${author.name} ${standOfProposal(message)}`;
  return `* ${game}: ${first.name} (X) – ${second.name} (O). ${standOf(message, [first, second])}`;
}

function standOfProposal({ game, invited, result }: GameMessage): string {
  if (result !== undefined) return `no longer proposes a game of ${game}.`;
  const to = invited === undefined ? '' : ` to ${invited.name}`;
  return `proposes a game of ${game}${to}: /accept takes it.`;
}

function standOf({ moves, gone, result }: GameMessage, seats: [Person, Person]): string {
  if (result !== undefined) return endOf(result, seats);
  const away = seats.filter((_, seat) => gone[seat] !== null);
  const next = `${seats[moves.length % 2]?.name} plays next.`;
  return [next, ...away.map(({ name }) => `${name} is gone.`)].join(' ');
}

function endOf(result: GameResult, seats: [Person, Person]): string {
  if (result.is === 'drawn') return 'Nobody wins.';
  if (result.is !== 'won') return 'The game was not played.';
  const loser = seats[result.seat === 0 ? 1 : 0].name;
  const because = {
    line: '',
    resignation: `: ${loser} gave up`,
    absence: `: ${loser} left`,
    time: `: ${loser} did not move in time`,
  };
  return `${seats[result.seat].name} wins${because[result.by]}.`;
}
