import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { PeopleQuery } from '../../../protocol/http.ts';
import type { FoundPeople } from '../../../protocol/model.ts';
import { charge } from '../../sessions/quota.ts';
import type { Causette } from '../../composition-root.ts';
import { RefusedRequest, refusedWith } from '../plugins/error-handler.ts';
import { requirePerson } from '../plugins/authentication.ts';

const url = '/api/rooms/:room/people';

/** Who is in a room, for whoever looks for somebody in a crowd: a list of it names only some. */
export function peopleRoute(app: FastifyInstance, causette: Causette): void {
  const options = { schema: { querystring: PeopleQuery }, config: { rateLimit: false } } as const;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.get(url, options, async (request, reply): Promise<FoundPeople> => {
    const { person } = await requirePerson(causette, request);
    const reason = charge(causette.commandLimiter, person);
    if (reason !== undefined) throw refusedWith(reason);
    void reply.header('cache-control', 'no-store');
    const room = await causette.roomDirectory.find((request.params as { room: string }).room);
    if (room === undefined) throw new RefusedRequest(404, 'unknown_room', { path: '/room' });
    return causette.presence.find(room, request.query.search ?? '');
  });
}
