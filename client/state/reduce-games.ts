import type { RoomChanges, Welcome } from '../../protocol/frames.ts';
import type { OpenGame } from '../../protocol/model.ts';
import type { State } from './state.ts';

type OpenGames = State['games'];

/** The open games as the server tells them at first. */
export function welcomedGames({ games }: Welcome): OpenGames {
  return new Map(games.map((game) => [game.message.id, game]));
}

/** Games that began, went on or ended; an older state of a game than the one held is not taken. */
export function applyGames(games: OpenGames, { room, messages }: RoomChanges): OpenGames {
  const news = messages.flatMap((message) => (message.kind === 'game' ? [{ room, message }] : []));
  if (news.length === 0) return games;
  const next = new Map(games);
  for (const game of news) apply(next, game);
  return next;
}

function apply(games: Map<string, OpenGame>, game: OpenGame): void {
  const { id, rev, result } = game.message;
  const held = games.get(id);
  if (held !== undefined && held.message.rev > rev) return;
  if (result === undefined) games.set(id, game);
  else games.delete(id);
}
