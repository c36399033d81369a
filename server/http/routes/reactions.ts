import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { ReactionsQuery, Reacted } from '../../../protocol/http.ts';
import { charge } from '../../sessions/quota.ts';
import { compressLong } from '../compression.ts';
import { answer } from '../response-schemas.ts';
import { RefusedRequest, refusedWith } from '../plugins/error-handler.ts';
import { requirePerson, type AuthenticationDeps } from '../plugins/authentication.ts';
import { reactedTo } from '../../store/reactions.ts';
import type { RoomAccess } from '../../access/room-access.ts';
import type { RateLimiter } from '../../runtime/rate-limiter.ts';

interface Deps extends AuthenticationDeps {
  readonly roomAccess: Pick<RoomAccess, 'whileVisible'>;
  readonly signalLimiter: RateLimiter;
}

const url = '/api/rooms/:room/messages/:message/reactions';
const schema = {
  tags: ['rooms'],
  summary: 'The reactions to a message: your own, and the people who used an emoji',
  querystring: ReactionsQuery,
  response: { 200: answer('One page, the oldest reactions first.', { json: Reacted }) },
};

/** All reactions to a message. The message itself holds only the first names. */
export function reactionsRoute(app: FastifyInstance, deps: Deps): void {
  const options = {
    schema,
    config: { rateLimit: false },
    onSend: compressLong,
  } as const;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.get(url, options, async (request, reply): Promise<Reacted> => {
    const { database, signalLimiter } = deps;
    const { person } = await requirePerson(deps, request);
    const reason = charge(signalLimiter, person);
    if (reason !== undefined) throw refusedWith(reason);
    void reply.header('cache-control', 'no-store');
    const { room, message } = request.params as { room: string; message: string };
    const { emoji, after } = request.query;
    const read = await reactedTo(database, [room, message], person.id, emoji, after);
    const reacted = read && (await deps.roomAccess.whileVisible(person, room, () => read));
    if (reacted === undefined) throw new RefusedRequest(404, 'unknown_message');
    return reacted;
  });
}
