import etag from '@fastify/etag';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { History, HistoryQuery, RoomList, RoomsQuery } from '../../../protocol/http.ts';
import { compressLong } from '../compression.ts';
import { answer, unchanged } from '../response-schemas.ts';
import { RefusedRequest } from '../plugins/error-handler.ts';
import { requirePerson, type AuthenticationDeps } from '../plugins/authentication.ts';
import { historyBefore } from '../../store/messages.ts';
import type { RoomList as RoomListReader } from '../../store/room-list.ts';
import type { RoomAccess } from '../../access/room-access.ts';
import type { AnswerSlots } from '../answer-slots.ts';

interface Deps extends AuthenticationDeps {
  readonly answerSlots: Pick<AnswerSlots, 'take'>;
  readonly roomList: Pick<RoomListReader, 'seenBy'>;
  readonly roomAccess: Pick<RoomAccess, 'whileVisible'>;
  readonly epoch: string;
}

const listSchema = {
  tags: ['rooms'],
  summary: 'The rooms that this person is in, with their revisions',
  querystring: RoomsQuery,
  response: {
    200: answer('With the unread counts of this person.', { json: RoomList }),
    304: unchanged,
  },
};
const historySchema = {
  tags: ['rooms'],
  summary: 'A page of history',
  querystring: HistoryQuery,
  response: { 200: answer('Messages in the order of seq.', { json: History }), 304: unchanged },
};

/** `/api/rooms`: the rooms and their history, with conditional requests. */
export async function roomRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  // Weak ETags: the same for every encoding, computed before compression.
  await app.register(etag, { weak: true });
  app.addHook('onSend', compressLong);
  app.addHook('onSend', async ({ headers }, reply) => {
    // A browser would keep a cached copy after the person signs out.
    const isBrowser = headers.authorization === undefined;
    void reply.header('cache-control', isBrowser ? 'no-store' : 'private, no-cache');
  });
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.get('/api/rooms', { schema: listSchema }, async (request, reply): Promise<RoomList> => {
    const { person } = await requirePerson(deps, request);
    await deps.answerSlots.take(person.id, reply.raw);
    const rooms = await deps.roomList.seenBy(person.id, request.query.all);
    return { epoch: deps.epoch, rooms };
  });
  const options = { schema: historySchema };
  typed.get('/api/rooms/:room/messages', options, async (request, reply): Promise<History> => {
    const { person } = await requirePerson(deps, request);
    await deps.answerSlots.take(person.id, reply.raw);
    const { room } = request.params as { room: string };
    const { before, limit } = request.query;
    const read = await historyBefore(deps.database, room, before, limit);
    // After the read, so that nothing reaches a person who has lost the room meanwhile.
    const history = read && (await deps.roomAccess.whileVisible(person, room, () => read));
    if (history === undefined) throw new RefusedRequest(404, 'unknown_room', { path: '/room' });
    return history;
  });
}
