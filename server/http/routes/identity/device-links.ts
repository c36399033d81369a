import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { DeviceLinkMade, DeviceLinkUse, SessionMade } from '../../../../protocol/http.ts';
import { limits } from '../../../../protocol/limits.ts';
import type { DeviceLinks } from '../../../identity/device-links.ts';
import { answer } from '../../response-schemas.ts';
import { requirePerson } from '../../plugins/authentication.ts';
import { addressOf } from '../../request/client-address.ts';
import { answerWithSession, attempt, signInsAMinute, type NewSessionDeps } from './new-session.ts';

interface Deps extends NewSessionDeps {
  readonly deviceLinks: Pick<DeviceLinks, 'make' | 'redeem'>;
}

const makeSchema = {
  tags: ['session'],
  summary: 'Make a secret that signs in one more device as you, once',
  response: {
    201: answer('The secret, in place of the previous one.', { json: DeviceLinkMade }),
  },
};
const redeemSchema = {
  tags: ['session'],
  summary: 'Sign in with the secret of another device',
  security: [],
  body: DeviceLinkUse,
  response: { 201: answer('As POST /api/session.', { json: SessionMade }) },
};

/** `/api/device-links`: signs another device in as the same person. */
export function deviceLinkRoutes(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const made = { schema: makeSchema };
  typed.post('/api/device-links', made, async (request, reply): Promise<DeviceLinkMade> => {
    const { person } = await requirePerson(deps, request);
    void reply.code(201);
    return { code: deps.deviceLinks.make(person.id), seconds: limits.deviceLink };
  });
  const options = {
    schema: redeemSchema,
    validatorCompiler: TypeBoxValidatorCompiler,
    config: { rateLimit: signInsAMinute },
  };
  const url = '/api/device-links/redeem';
  typed.post(url, options, async (request, reply): Promise<SessionMade> => {
    const { code } = request.body;
    const keys = [`address ${addressOf(request)}`];
    const person = await attempt(deps, keys, async () => deps.deviceLinks.redeem(code));
    return answerWithSession(deps, request, reply, person);
  });
}
