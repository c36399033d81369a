import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Members, PeopleFound, PeopleQuery } from '../../../protocol/http.ts';
import { FoundPeople, type Person } from '../../../protocol/model.ts';
import { charge } from '../../sessions/quota.ts';
import { answer } from '../response-schemas.ts';
import { RefusedRequest, refusedWith } from '../plugins/error-handler.ts';
import { requirePerson, type AuthenticationDeps } from '../plugins/authentication.ts';
import { membersOf } from '../../store/members.ts';
import { peopleMatching } from '../../store/people.ts';
import { roomNamed } from '../../store/rooms.ts';
import type { RateLimiter } from '../../runtime/rate-limiter.ts';
import type { RoomAccess } from '../../access/room-access.ts';
import type { Presence } from '../../presence/presence.ts';

interface Deps extends AuthenticationDeps {
  readonly commandLimiter: RateLimiter;
  readonly roomAccess: Pick<RoomAccess, 'whileVisible'>;
  readonly presence: Pick<Presence, 'find'>;
}

const config = { rateLimit: false } as const;
const everybodySchema = {
  tags: ['rooms'],
  summary: 'Search the people of this server by name',
  querystring: PeopleQuery,
  response: { 200: answer('The best matches first.', { json: PeopleFound }) },
};
const membersSchema = {
  tags: ['rooms'],
  summary: 'The members of a private room',
  response: { 200: answer('In the order in which they came.', { json: Members }) },
};
const presentSchema = {
  tags: ['rooms'],
  summary: 'Search the people in a room by name',
  querystring: PeopleQuery,
  response: {
    200: answer('The best matches, most recent speakers first.', { json: FoundPeople }),
  },
};

/** Who is on this server, who are the members of a room, and who is in it now. */
export function peopleRoutes(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const options = { schema: everybodySchema, config };
  typed.get('/api/people', options, async (request, reply): Promise<PeopleFound> => {
    await admit(deps, request, reply);
    return peopleMatching(deps.database, request.query.search ?? '');
  });
  const url = '/api/rooms/:room/members';
  typed.get(url, { schema: membersSchema, config }, async (request, reply): Promise<Members> => {
    const person = await admit(deps, request, reply);
    const { room: name } = request.params as { room: string };
    const room = await roomNamed(deps.database, name);
    const people = room && (await membersOf(deps.database, room.number));
    // After the read, so that nothing reaches a person who has lost the room meanwhile.
    return seen(people && (await deps.roomAccess.whileVisible(person, name, () => ({ people }))));
  });
  presentRoute(app, deps);
}

/** In a crowded room, the list of people that a page gets is incomplete. */
function presentRoute(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const options = { schema: presentSchema, config };
  typed.get('/api/rooms/:room/people', options, async (request, reply): Promise<FoundPeople> => {
    const person = await admit(deps, request, reply);
    const { room } = request.params as { room: string };
    const found = await deps.roomAccess.whileVisible(person, room, (id) =>
      deps.presence.find(id, request.query.search ?? ''),
    );
    return seen(found);
  });
}

async function admit(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<Person> {
  const { person } = await requirePerson(deps, request);
  const reason = charge(deps.commandLimiter, person);
  if (reason !== undefined) throw refusedWith(reason);
  void reply.header('cache-control', 'no-store');
  return person;
}

function seen<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new RefusedRequest(404, 'unknown_room', { path: '/room' });
  return found;
}
