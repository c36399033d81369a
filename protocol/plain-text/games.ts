import { replay } from '../games/game.ts';
import { games } from '../games/games.ts';
import type { GameMessage, GameResult, Person } from '../model.ts';

/** A game command of a plain-text client. */
export type GameLine =
  | { is: 'propose'; game: string; to: string }
  | { is: 'accept' }
  | { is: 'play'; move: string }
  | { is: 'resign' }
  | { is: 'claim' }
  | { is: 'games' };

/** The part of `/help` about games. */
export const gameHelp = [
  ...[...games.keys()].map(
    (game) => `/${game} [NAME]  proposes a game, to the room or to one person`,
  ),
  '/accept        takes the free seat',
  '/play b2       makes a move: a column and a row, or the number of a column',
  '/resign        gives up, takes a proposal back, or declines one',
  '/claim         wins against a player who is gone for too long',
  '/games         lists the open games',
];

/** Parses a game command; undefined if the word is none. */
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
 * A game as lines for plain-text clients, sent after each change: players, board, next turn. Empty
 * for a game with a rematch, which is announced by itself.
 */
export function gameLines(message: GameMessage): string[] {
  if (message.rematch !== undefined) return [];
  const rules = games.get(message.game);
  const isBoard = rules !== undefined && !message.seats.includes(null);
  const board = isBoard ? rules.asText(replay(rules, message.moves)) : [];
  return [gameLine(message), ...board];
}

/** The same without the board. */
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
