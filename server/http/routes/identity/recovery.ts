import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { NewRecoveryCode, Recovery, RecoveryCode, SessionMade } from '../../../../protocol/http.ts';
import { nameKey } from '../../../../protocol/text/names.ts';
import { codeKey, randomWords } from '../../../identity/recovery-words.ts';
import type { SlowHash } from '../../../identity/slow-hash.ts';
import { recoverableNamed } from '../../../store/identity/recovery.ts';
import { requirePerson } from '../../plugins/authentication.ts';
import { RefusedRequest, refusedWith } from '../../plugins/error-handler.ts';
import { addressOf } from '../../request/client-address.ts';
import { answer } from '../../response-schemas.ts';
import { answerWithSession, attempt, signInsAMinute, type NewSessionDeps } from './new-session.ts';

interface Deps extends NewSessionDeps {
  readonly slowHash: Pick<SlowHash, 'isFull' | 'make' | 'matches'>;
}

/** Seconds to wait when too many codes are being checked. */
const retryAfter = 5;

const common = {
  validatorCompiler: TypeBoxValidatorCompiler,
  config: { rateLimit: signInsAMinute },
} as const;
const makeOptions = {
  ...common,
  schema: {
    tags: ['session'],
    summary: 'Make a recovery code, in place of the previous one',
    body: NewRecoveryCode,
    response: { 201: answer('Its words: they are not shown again.', { json: RecoveryCode }) },
  },
};
const useOptions = {
  ...common,
  schema: {
    tags: ['session'],
    summary: 'Sign in with the recovery code of a name',
    security: [],
    body: Recovery,
    response: { 201: answer('As POST /api/session.', { json: SessionMade }) },
  },
};

/** `/api/recovery-code` and `/api/recovery`: a name comes back by four words. */
export function recoveryRoutes(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.post('/api/recovery-code', makeOptions, async (request, reply): Promise<RecoveryCode> => {
    const { person } = await requirePerson(deps, request);
    refuseIfBusy(deps);
    const words = await randomWords(request.body.language);
    const recovery = await deps.slowHash.make(codeKey(words.join('')));
    const change = { type: 'recovery.set', recovery } as const;
    const outcome = await deps.commitQueue.write({ by: person, at: deps.clock.now(), change });
    if (outcome.is === 'refused') throw refusedWith(outcome.refusal);
    void reply.code(201);
    return { words };
  });
  typed.post('/api/recovery', useOptions, async (request, reply): Promise<SessionMade> => {
    const { name, code } = request.body;
    const keys = [`address ${addressOf(request)}`, `name ${nameKey(name)}`];
    refuseIfBusy(deps);
    const person = await attempt(deps, keys, () => ownerOf(deps, name, code));
    return answerWithSession(deps, request, reply, person);
  });
}

/** The person with this name and code. A missing name or code takes as long as a wrong one. */
async function ownerOf(deps: Deps, name: string, code: string): Promise<string | undefined> {
  const found = await recoverableNamed(deps.database, name);
  const isRight = await deps.slowHash.matches(codeKey(code), found?.recovery);
  return isRight ? found?.id : undefined;
}

function refuseIfBusy({ slowHash }: Deps): void {
  if (slowHash.isFull) throw new RefusedRequest(429, 'rate_limited', { retryAfter });
}
