import type { State } from '../../client/state/state.ts';
import { replay, type Game, type Position, type Seat } from '../../protocol/games/game.ts';
import { games } from '../../protocol/games/games.ts';
import { freeSeat, seatOf } from '../../protocol/games/seats.ts';
import type { GameMessage } from '../../protocol/model.ts';

/** `closed`: a proposal that was withdrawn, declined or has expired. */
export type Stage = 'proposed' | 'closed' | 'playing' | 'over';

/** A game as one person sees it, including a move of theirs that is not acknowledged yet. */
export interface GameModel {
  message: GameMessage;
  rules: Game;
  stage: Stage;
  moves: readonly number[];
  position: Position;
  /** The seat to move; undefined when the game does not run. */
  turn: Seat | undefined;
  /** The seat of this person; undefined for a spectator. */
  mine: Seat | undefined;
  /** The proposal is addressed to this person. */
  isInvited: boolean;
  /** The room is archived: everyone is a spectator. */
  isReadOnly: boolean;
}

type OwnState = Pick<State, 'you' | 'outbox'>;

/** Undefined for a game whose rules this page does not know. `isReadOnly`: in an archived room. */
export function gameModelOf(
  message: GameMessage,
  { you: reader, outbox }: OwnState,
  isReadOnly = false,
): GameModel | undefined {
  const you = isReadOnly ? undefined : reader;
  const rules = games.get(message.game);
  if (rules === undefined) return undefined;
  const stage = stageOf(message);
  const next = pendingMove(message, outbox);
  const moves = next === undefined ? message.moves : [...message.moves, next];
  const position = replay(rules, moves);
  const isRunning = stage === 'playing' && rules.outcome(position) === undefined;
  const turn = isRunning ? position.turn : undefined;
  const isInvited = stage === 'proposed' && you !== undefined && message.invited?.id === you.id;
  return {
    message,
    rules,
    stage,
    moves,
    position,
    turn,
    mine: you && seatOf(message, you),
    isInvited,
    isReadOnly,
  };
}

export function isMyTurn({ turn, mine }: GameModel): boolean {
  return turn !== undefined && turn === mine;
}

/** Games won against each other, including this one. */
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
  return freeSeat({ seats }) === undefined ? 'playing' : 'proposed';
}

/** The unacknowledged move in the outbox, unless it was made on an older board. */
export function pendingMove(
  { id, moves }: GameMessage,
  outbox: State['outbox'],
): number | undefined {
  for (const { change } of outbox) {
    const isHere = change.type === 'game.play' && change.message === id;
    if (isHere && change.ply === moves.length) return change.move;
  }
  return undefined;
}
