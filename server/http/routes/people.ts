import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { PeopleQuery } from '../../../protocol/http.ts';
import { FoundPeople } from '../../../protocol/model.ts';
import { charge } from '../../sessions/quota.ts';
import { answer } from '../response-schemas.ts';
import { RefusedRequest, refusedWith } from '../plugins/error-handler.ts';
import { requirePerson, type AuthenticationDeps } from '../plugins/authentication.ts';
import type { RateLimiter } from '../../runtime/rate-limiter.ts';
import type { RoomDirectory } from '../../realtime/room-directory.ts';
import type { Presence } from '../../presence/presence.ts';

interface Deps extends AuthenticationDeps {
  readonly commandLimiter: RateLimiter;
  readonly roomDirectory: Pick<RoomDirectory, 'find'>;
  readonly presence: Pick<Presence, 'find'>;
}

const url = '/api/rooms/:room/people';
const schema = {
  tags: ['rooms'],
  summary: 'Search the people in a room by name',
  querystring: PeopleQuery,
  response: {
    200: answer('The best matches, most recent speakers first.', { json: FoundPeople }),
  },
};

/** Searches the people in a room: in a crowded room, the list of people is incomplete. */
export function peopleRoute(app: FastifyInstance, deps: Deps): void {
  const options = { schema, config: { rateLimit: false } } as const;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.get(url, options, async (request, reply): Promise<FoundPeople> => {
    const { person } = await requirePerson(deps, request);
    const reason = charge(deps.commandLimiter, person);
    if (reason !== undefined) throw refusedWith(reason);
    void reply.header('cache-control', 'no-store');
    const room = await deps.roomDirectory.find((request.params as { room: string }).room);
    if (room === undefined) throw new RefusedRequest(404, 'unknown_room', { path: '/room' });
    return deps.presence.find(room, request.query.search ?? '');
  });
}
