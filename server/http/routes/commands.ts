import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Ack } from '../../../protocol/frames.ts';
import { dispatch, type DispatchDeps } from '../../sessions/dispatch.ts';
import { chargeCommand, type Limiters } from '../../sessions/quota.ts';
import { ackOf } from '../../sessions/reply-frames.ts';
import { decode } from '../../sessions/decode.ts';
import { answer as answered, empty } from '../response-schemas.ts';
import { notJson, refusedWith } from '../plugins/error-handler.ts';
import { requirePerson, type AuthenticationDeps } from '../plugins/authentication.ts';

type Deps = AuthenticationDeps & DispatchDeps & Limiters;

const schema = {
  tags: ['commands'],
  summary: 'Send one command; sending the same id again gets the first answer',
  response: {
    200: answered('Done and written to disk.', { json: Ack }),
    204: empty('Done; the command had no id.'),
  },
};

/** `/api/commands`: one command and its answer, without a connection. */
export function commandRoutes(app: FastifyInstance, deps: Deps): void {
  const config = { rateLimit: false } as const;
  app.post('/api/commands', { schema, config }, async (request, reply) =>
    answer(deps, request, reply),
  );
}

/** A command without an id is answered by the status only. */
async function answer(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Ack | undefined> {
  const { person, address } = await requirePerson(deps, request);
  const reason = chargeCommand(deps, person, request.body);
  if (reason !== undefined) throw refusedWith(reason);
  if (request.body === undefined) throw notJson(400);
  const decoded = decode(request.body);
  if (decoded.refusal !== undefined) throw refusedWith(decoded.refusal);
  const { command } = decoded;
  const outcome = await dispatch(deps, { person, address, session: undefined }, command);
  if (outcome.is === 'refused') throw refusedWith(outcome.refusal);
  void reply.header('cache-control', 'no-store');
  if (command.id !== undefined) return ackOf(command.id, outcome);
  return reply.code(204).send();
}
