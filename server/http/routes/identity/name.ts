import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { NewName, Renamed } from '../../../../protocol/http.ts';
import type { CommitQueue } from '../../../commit/commit-queue.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { SessionRegistry } from '../../../sessions/session-registry.ts';
import { requirePerson, type AuthenticationDeps } from '../../plugins/authentication.ts';
import { refusedWith } from '../../plugins/error-handler.ts';
import { answer } from '../../response-schemas.ts';

interface Deps extends AuthenticationDeps {
  readonly clock: Clock;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly sessions: Pick<SessionRegistry, 'endAllOf'>;
}

const options = {
  schema: {
    tags: ['session'],
    summary: 'Change your name, once a day',
    body: NewName,
    response: { 200: answer('The person with the new name.', { json: Renamed }) },
  },
  validatorCompiler: TypeBoxValidatorCompiler,
};

/** `/api/name`: a connection keeps the name it was opened with, so all of the person's open again. */
export function nameRoute(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.post('/api/name', options, async (request): Promise<Renamed> => {
    const { person } = await requirePerson(deps, request);
    const change = { type: 'rename', name: request.body.name } as const;
    const outcome = await deps.commitQueue.write({ by: person, at: deps.clock.now(), change });
    if (outcome.is === 'refused') throw refusedWith(outcome.refusal);
    if (outcome.is !== 'renamed') return { person };
    deps.sessions.endAllOf(person.id, 1012, 'the name has changed');
    return { person: outcome.person };
  });
}
