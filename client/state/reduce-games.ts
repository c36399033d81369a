import type { RoomChanges, Welcome } from '../../protocol/frames.ts';
import type { OpenGame } from '../../protocol/model.ts';
import type { State } from './state.ts';

type OpenGames = State['games'];

/** The open games listed in the welcome. */
export function welcomedGames({ games }: Welcome): OpenGames {
  return new Map(games.map((game) => [game.message.id, game]));
}

/** Adds, updates and removes games; an older revision than the held one is ignored. */
export function applyGames(games: OpenGames, { room, messages }: RoomChanges): OpenGames {
  const changed = messages.flatMap((message) =>
    message.kind === 'game' ? [{ room, message }] : [],
  );
  if (changed.length === 0) return games;
  const next = new Map(games);
  for (const game of changed) apply(next, game);
  return next;
}

function apply(games: Map<string, OpenGame>, game: OpenGame): void {
  const { id, rev, result } = game.message;
  const held = games.get(id);
  if (held !== undefined && held.message.rev > rev) return;
  if (result === undefined) games.set(id, game);
  else games.delete(id);
}
