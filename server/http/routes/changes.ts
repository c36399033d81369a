import type { ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RoomChanges } from '../../../protocol/frames.ts';
import type { Person } from '../../../protocol/model.ts';
import { ChangesQuery } from '../../../protocol/http.ts';
import { charge } from '../../sessions/quota.ts';
import { compressLong } from '../compression.ts';
import { answer } from '../response-schemas.ts';
import { RefusedRequest, refusedWith } from '../plugins/error-handler.ts';
import { eventBody } from '../sse-response.ts';
import { requirePerson, type AuthenticationDeps } from '../plugins/authentication.ts';
import type { Identity } from '../../sessions/identity.ts';
import { document } from '../../transport/codecs.ts';
import { nextChanges, type FeedRequest } from '../../realtime/change-feed.ts';
import { streamRoom } from '../change-stream.ts';
import type { RoomAccess } from '../../access/room-access.ts';
import type { AnswerSlots } from '../answer-slots.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { ConnectionLimit } from '../connection-limit.ts';
import type { Hub } from '../../realtime/hub.ts';
import type { OpenReads } from '../open-reads.ts';
import type { RateLimiter } from '../../runtime/rate-limiter.ts';

interface Deps extends AuthenticationDeps {
  readonly answerSlots: Pick<AnswerSlots, 'take'>;
  readonly clock: Clock;
  readonly connectionLimit: Pick<ConnectionLimit, 'takeUntilClosed'>;
  readonly epoch: string;
  readonly hub: Pick<Hub, 'follow' | 'leaveAll' | 'read' | 'whenPast'>;
  readonly openReads: Pick<OpenReads, 'begin'>;
  readonly reportError: (error: unknown) => void;
  readonly roomAccess: Pick<RoomAccess, 'find' | 'whileVisible'>;
  readonly signalLimiter: RateLimiter;
}

const url = '/api/rooms/:room/changes';
const schema = {
  tags: ['rooms'],
  summary: 'The changes of a room after a revision: at once, by long polling, or as a stream',
  querystring: ChangesQuery,
  response: {
    200: answer(
      'The next changes, or none after the wait. A stream if the request accepts text/event-stream.',
      {
        json: RoomChanges,
        events: 'The id is a revision, for Last-Event-ID; the data is a RoomChanges.',
      },
    ),
  },
};

/** The changes of a room over plain HTTP: by long polling, or as a stream of server-sent events. */
export function changesRoute(app: FastifyInstance, deps: Deps): void {
  const options = {
    schema,
    exposeHeadRoute: false,
    config: { rateLimit: false },
    onSend: compressLong,
  } as const;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.get(url, options, async (request, reply) => {
    const feed = await admit(deps, request, request.query, reply.raw);
    if (!request.headers.accept?.includes('text/event-stream')) {
      void reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
      return poll(deps, feed, request.query.wait ?? 0);
    }
    const { person, room, after, signal } = feed;
    const streamed = { person, room, after: after ?? 0, signal };
    const response = eventBody(request, reply);
    await streamRoom(deps.hub, streamed, response, deps.clock).catch(deps.reportError);
  });
}

/** Authenticates the request and applies the limits, which are per person and not per address. */
async function admit(
  deps: Deps,
  request: FastifyRequest,
  query: ChangesQuery,
  response: ServerResponse,
): Promise<FeedRequest & { person: Person }> {
  const { person, hash }: Identity = await requirePerson(deps, request);
  const reason = charge(deps.signalLimiter, person);
  if (reason !== undefined) throw refusedWith(reason);
  const { room: name } = request.params as { room: string };
  const room = await deps.roomAccess.find(person, name);
  if (room === undefined) throw new RefusedRequest(404, 'unknown_room', { path: '/room' });
  const after = startOf(request, query, deps.epoch);
  deps.connectionLimit.takeUntilClosed(request, person, response);
  const { signal } = deps.openReads.begin(hash, response);
  const takeSlot = () => deps.answerSlots.take(person.id, response);
  return { person, room, after, signal, takeSlot };
}

/** The rev to start after; undefined if the client has nothing, or only data of another epoch. */
function startOf(
  { headers }: FastifyRequest,
  { after, epoch: clientEpoch }: ChangesQuery,
  epoch: string,
): number | undefined {
  if (clientEpoch !== undefined && clientEpoch !== epoch) return undefined;
  const last = headers['last-event-id'];
  if (last === undefined) return after;
  if (/^\d{1,15}$/u.test(String(last))) return Number(last);
  throw new RefusedRequest(400, 'invalid_field', { path: '/last-event-id' });
}

async function poll(
  deps: Deps,
  feed: FeedRequest & { person: Person },
  wait: number,
): Promise<Buffer | undefined> {
  const timeout = new AbortController();
  if (wait === 0) timeout.abort();
  const cancel = deps.clock.after(wait * 1_000, () => timeout.abort());
  const signal = AbortSignal.any([feed.signal, timeout.signal]);
  const read = await nextChanges(deps.hub, { ...feed, signal }).finally(cancel);
  const { person, room, after: rev = 0 } = feed;
  const visible = await deps.roomAccess.find(person, room);
  if (visible === undefined) throw new RefusedRequest(404, 'unknown_room', { path: '/room' });
  if (read !== undefined) return read.encoded.encode(document);
  const empty: RoomChanges = {
    type: 'changes',
    room,
    from: rev,
    rev,
    messages: [],
  };
  return document.changes(empty, rev);
}
