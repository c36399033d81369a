import { randomUUIDv7 as newId } from 'node:crypto';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NewSession, Session, SessionMade } from '../../../protocol/http.ts';
import { nameKey } from '../../../protocol/text/names.ts';
import { answer, empty } from '../response-schemas.ts';
import { refusedWith } from '../plugins/error-handler.ts';
import { authenticate, requirePerson, type AuthenticationDeps } from '../plugins/authentication.ts';
import { signInsAMinute } from './identity/new-session.ts';
import { newToken } from '../../runtime/tokens.ts';
import { clearToken, setToken } from '../plugins/session-cookie.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { CommitQueue } from '../../commit/commit-queue.ts';
import { endAllWith, type Opened } from '../ended-tokens.ts';
import { deviceOf } from '../request/device.ts';

interface Deps extends AuthenticationDeps, Opened {
  readonly clock: Clock;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
}

const readSchema = {
  tags: ['session'],
  summary: 'The person signed in',
  security: [],
  response: { 200: answer('The person, or null.', { json: Session }) },
};
const signInSchema = {
  tags: ['session'],
  summary: 'Sign in with a name',
  security: [],
  body: NewSession,
  response: {
    201: answer('The person and a token; browsers get a cookie.', { json: SessionMade }),
  },
};
const signOutSchema = {
  tags: ['session'],
  summary: 'Sign out and close everything opened with the token',
  response: { 204: empty('Signed out.') },
};

/** `/api/session`: sign in and out. Browsers get a cookie, programs keep the token. */
export function sessionRoutes(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.get('/api/session', { schema: readSchema }, async (request): Promise<Session> => {
    const identity = await authenticate(deps, request);
    return { person: identity?.person ?? null };
  });
  const options = {
    schema: signInSchema,
    validatorCompiler: TypeBoxValidatorCompiler,
    config: { rateLimit: signInsAMinute },
  };
  typed.post('/api/session', options, async (request, reply): Promise<SessionMade> => {
    const made = await signIn(deps, request, request.body.name);
    setToken(request, reply, made.token, deps.clock.now());
    return reply.code(201).send(made);
  });
  typed.delete('/api/session', { schema: signOutSchema }, async (request, reply) => {
    await signOut(deps, request);
    clearToken(request, reply);
    return reply.code(204).send();
  });
}

/** Signing in again with the same name keeps the person and issues a new token. */
async function signIn(deps: Deps, request: FastifyRequest, name: string): Promise<SessionMade> {
  const { token, hash } = newToken();
  const before = await authenticate(deps, request);
  const known = before && nameKey(before.person.name) === nameKey(name) ? before : undefined;
  const device = deviceOf(request.headers['user-agent']);
  const replaces = before === undefined ? {} : { replaces: before.hash };
  const person = known?.person ?? { id: newId(), name };
  const outcome = await deps.commitQueue.write({
    by: person,
    at: deps.clock.now(),
    change: { type: 'sign-in', id: person.id, name, hash, device, ...replaces },
  });
  if (outcome.is === 'refused') throw refusedWith(outcome.refusal);
  if (outcome.is !== 'signed-in') throw new Error(`unexpected outcome of a sign-in: ${outcome.is}`);
  if (before !== undefined) endAllWith(deps, [before.hash]);
  return { person: outcome.person, token };
}

async function signOut(deps: Deps, request: FastifyRequest): Promise<void> {
  const { person, hash } = await requirePerson(deps, request);
  const change = { type: 'sign-out', hash } as const;
  const at = deps.clock.now();
  const outcome = await deps.commitQueue.write({ by: person, at, change });
  if (outcome.is === 'refused') throw refusedWith(outcome.refusal);
  endAllWith(deps, [hash]);
}
