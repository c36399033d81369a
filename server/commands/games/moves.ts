import type { Changes } from '../../../protocol/commands.ts';
import { type Game, type Position, replay } from '../../../protocol/games/game.ts';
import { games } from '../../../protocol/games/games.ts';
import type { GameMessage, GameResult, Person } from '../../../protocol/model.ts';
import { freeSeat, otherSeat, seatOf } from '../../../protocol/games/seats.ts';
import type { Transaction } from '../../store/database.ts';
import { noteMove, openGamesOf } from '../../store/games.ts';
import type { Handler } from '../handler.ts';
import { asPlayer, continueGame } from './game-state.ts';
import { once } from '../idempotency.ts';
import { changed, refused, type Changed } from '../outcome.ts';

/** The last connection of a player has ended, at `since` (milliseconds since 1970). */
export interface Leave {
  type: 'game.leave';
  since: number;
}

export interface Return {
  type: 'game.return';
}

export const play: Handler<Changes['game.play']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, () =>
    asPlayer(queries, by, change.message, async (kept, seat) => {
      const game = rulesOf(kept.message);
      const position = replay(game, kept.message.moves);
      if (position.turn !== seat) return refused('not_your_turn');
      if (change.ply !== position.ply) return refused('stale');
      const next = game.play(position, seat, change.move);
      if (typeof next === 'string') return refused(next, { path: '/move' });
      const moves = [...kept.message.moves, change.move];
      const moved = await continueGame(queries, kept, { moves, ...endOf(game, next) });
      await noteMove(queries, change.message, at);
      return changed(moved);
    }),
  );

export const resign: Handler<Changes['game.resign']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, () =>
    asPlayer(queries, by, change.message, async (kept, seat) => {
      const result: GameResult = { is: 'won', seat: otherSeat(seat), by: 'resignation' };
      return changed(await continueGame(queries, kept, { result }));
    }),
  );

/** A player absent for longer than the grace period loses when the opponent claims the game. */
export const claim: Handler<Changes['game.claim']> = (queries, { by, at, change }, { gameGrace }) =>
  once(queries, { by, at, change }, () =>
    asPlayer(queries, by, change.message, async (kept, seat) => {
      const since = kept.message.gone[otherSeat(seat)];
      if (since === null || at - since < gameGrace) return refused('not_gone');
      const result: GameResult = { is: 'won', seat, by: 'absence' };
      return changed(await continueGame(queries, kept, { result }));
    }),
  );

export const leave: Handler<Leave> = async (queries, { by, change }) =>
  changed(...(await markGone(queries, by, change.since)));

export const comeBack: Handler<Return> = async (queries, { by }) =>
  changed(...(await markGone(queries, by, null)));

/**
 * Marks a player as absent since `since`, or as present (null), in all their open games. An existing
 * mark keeps its time: a restart of the server gives nobody more time.
 */
async function markGone(
  queries: Transaction,
  by: Person,
  since: number | null,
): Promise<Changed[]> {
  const marked: Changed[] = [];
  for (const kept of await openGamesOf(queries, by.id)) {
    const { message } = kept;
    const seat = seatOf(message, by);
    if (seat === undefined || freeSeat(message) !== undefined) continue;
    if ((message.gone[seat] === null) === (since === null)) continue;
    const gone = message.gone.with(seat, since) as GameMessage['gone'];
    marked.push(await continueGame(queries, kept, { gone }));
  }
  return marked;
}

function rulesOf({ game }: GameMessage): Game {
  const rules = games.get(game);
  if (rules === undefined) throw new Error(`no rules for the game ${game}`);
  return rules;
}

function endOf(game: Game, position: Position): { result?: GameResult } {
  const outcome = game.outcome(position);
  if (outcome === undefined) return {};
  if (outcome.is === 'drawn') return { result: { is: 'drawn' } };
  const { seat, line } = outcome;
  return { result: { is: 'won', seat, by: 'line', line: [...line] } };
}
