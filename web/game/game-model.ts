import type { State } from '../../client/state/state.ts';
import { replay, type Game, type Position, type Seat } from '../../protocol/games/game.ts';
import { games } from '../../protocol/games/games.ts';
import type { GameMessage } from '../../protocol/model.ts';

/** `closed`: a proposal that came to nothing. */
export type Stage = 'proposed' | 'closed' | 'playing' | 'over';

/** A game as one person sees it, with their own move that is still on its way. */
export interface Match {
  message: GameMessage;
  rules: Game;
  stage: Stage;
  moves: readonly number[];
  position: Position;
  /** Who is to move; undefined when nobody is. */
  turn: Seat | undefined;
  /** The seat of this person; undefined for who looks on. */
  mine: Seat | undefined;
  /** This person alone is asked to take the free seat. */
  isAsked: boolean;
}

type Seen = Pick<State, 'you' | 'outbox'>;

/** Undefined for a game that this page has no rules of. */
export function matchOf(message: GameMessage, { you, outbox }: Seen): Match | undefined {
  const rules = games.get(message.game);
  if (rules === undefined) return undefined;
  const stage = stageOf(message);
  const next = moveUnderWay(message, outbox);
  const moves = next === undefined ? message.moves : [...message.moves, next];
  const position = replay(rules, moves);
  const goesOn = stage === 'playing' && rules.outcome(position) === undefined;
  const turn = goesOn ? position.turn : undefined;
  const isAsked = stage === 'proposed' && you !== undefined && message.invited?.id === you.id;
  return { message, rules, stage, moves, position, turn, mine: seatOf(message, you?.id), isAsked };
}

export function isMyTurn({ turn, mine }: Match): boolean {
  return turn !== undefined && turn === mine;
}

export function otherSeat(seat: Seat): Seat {
  return seat === 0 ? 1 : 0;
}

/** Games won against each other, this one with them. */
export function scoreOf({
  score: [first, second],
  result,
}: GameMessage): readonly [number, number] {
  const winner = result?.is === 'won' ? result.seat : undefined;
  return [first + (winner === 0 ? 1 : 0), second + (winner === 1 ? 1 : 0)];
}

function stageOf({ seats, result }: GameMessage): Stage {
  if (result?.is === 'withdrawn' || result?.is === 'lapsed') return 'closed';
  if (result !== undefined) return 'over';
  return seats.includes(null) ? 'proposed' : 'playing';
}

function seatOf({ seats }: GameMessage, you: string | undefined): Seat | undefined {
  if (you === undefined) return undefined;
  if (seats[0]?.id === you) return 0;
  return seats[1]?.id === you ? 1 : undefined;
}

/** A move that answers to another board than the one at hand is no move on this one. */
export function moveUnderWay(
  { id, moves }: GameMessage,
  outbox: State['outbox'],
): number | undefined {
  for (const { change } of outbox) {
    const isHere = change.type === 'game.play' && change.message === id;
    if (isHere && change.ply === moves.length) return change.move;
  }
  return undefined;
}
