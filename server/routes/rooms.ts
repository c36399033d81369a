import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HistoryQuery, type History } from '../../protocol/http.ts';
import type { RoomSummary } from '../../protocol/model.ts';
import type { Causette } from '../causette.ts';
import { RefusedRequest } from '../errors.ts';
import { identify, type Identity } from '../identity.ts';
import { historyBefore } from '../store/messages.ts';
import { roomsSeenBy } from '../store/rooms.ts';

/** `/api/rooms`: the rooms that one can see, and their history. */
export function roomRoutes(app: FastifyInstance, causette: Causette): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.get('/api/rooms', async (request): Promise<{ rooms: RoomSummary[] }> => {
    const { person } = await somebody(causette, request);
    return { rooms: await roomsSeenBy(causette.database, person.id) };
  });
  const schema = { querystring: HistoryQuery };
  typed.get('/api/rooms/:room/messages', { schema }, async (request): Promise<History> => {
    await somebody(causette, request);
    const { room } = request.params as { room: string };
    const { before, limit } = request.query;
    const history = await historyBefore(causette.database, room, before, limit);
    if (history === undefined) throw new RefusedRequest(404, 'unknown_room', { path: '/room' });
    return history;
  });
}

async function somebody(causette: Causette, request: FastifyRequest): Promise<Identity> {
  const identity = await identify(causette.database, request);
  if (identity === undefined) throw new RefusedRequest(401, 'nobody');
  return identity;
}
