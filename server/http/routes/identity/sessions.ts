import type { FastifyInstance } from 'fastify';
import { OwnSessions } from '../../../../protocol/http.ts';
import type { Change } from '../../../commands/registry.ts';
import type { CommitQueue } from '../../../commit/commit-queue.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { DeviceLinks } from '../../../identity/device-links.ts';
import type { Identity } from '../../../sessions/identity.ts';
import type { SessionRegistry } from '../../../sessions/session-registry.ts';
import { sessionsOf } from '../../../store/identity/sessions.ts';
import { requirePerson, type AuthenticationDeps } from '../../plugins/authentication.ts';
import { refusedWith } from '../../plugins/error-handler.ts';
import { answer, empty } from '../../response-schemas.ts';
import { endAllWith, type Opened } from '../../ended-tokens.ts';

interface Deps extends AuthenticationDeps {
  readonly deviceLinks: Pick<DeviceLinks, 'revoke'>;
  readonly clock: Clock;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly sessions: Pick<SessionRegistry, 'hashesOf'> & Opened['sessions'];
  readonly openReads: Opened['openReads'];
}

const listSchema = {
  tags: ['session'],
  summary: 'Where you are signed in',
  response: { 200: answer('The last used first.', { json: OwnSessions }) },
};
const endOthersSchema = {
  tags: ['session'],
  summary: 'End all your other sessions',
  response: { 204: empty('Ended, with everything opened with their tokens.') },
};
const endSchema = {
  tags: ['session'],
  summary: 'End one of your sessions',
  response: { 204: empty('Ended, with everything opened with its token.') },
};

/** `/api/sessions`: where the person is signed in, and how to end it there. */
export function ownSessionRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/api/sessions', { schema: listSchema }, async (request, reply): Promise<OwnSessions> => {
    const identity = await requirePerson(deps, request);
    void reply.header('cache-control', 'no-store');
    return { sessions: await listFor(deps, identity) };
  });
  app.delete('/api/sessions', { schema: endOthersSchema }, async (request, reply) => {
    const { person, hash } = await requirePerson(deps, request);
    await end(deps, person, { type: 'session.end-others', hash });
    return reply.code(204).send();
  });
  app.delete('/api/sessions/:session', { schema: endSchema }, async (request, reply) => {
    const { person } = await requirePerson(deps, request);
    const { session } = request.params as { session: string };
    await end(deps, person, { type: 'session.end', session });
    return reply.code(204).send();
  });
}

/** A session with an open connection is in use now; that of others is known to the day. */
async function listFor(
  { database, sessions, clock }: Deps,
  { person, hash: own }: Identity,
): Promise<OwnSessions['sessions']> {
  const connected = sessions.hashesOf(person.id);
  return (await sessionsOf(database, person.id)).map(({ hash, used, ...session }) => ({
    ...session,
    used: hash === own || connected.has(hash) ? clock.now() : used,
    current: hash === own,
  }));
}

async function end(deps: Deps, by: Identity['person'], change: Change): Promise<void> {
  const outcome = await deps.commitQueue.write({ by, at: deps.clock.now(), change });
  if (outcome.is === 'refused') throw refusedWith(outcome.refusal);
  if (outcome.is === 'signed-out') endAllWith(deps, outcome.hashes);
  deps.deviceLinks.revoke(by.id);
}
