import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CommandList, ConnectionMade, FramesQuery, OpeningQuery } from '../../../protocol/http.ts';
import type { Connection, HttpConnections } from '../../sessions/http-connections.ts';
import { answer, empty } from '../response-schemas.ts';
import { RefusedRequest } from '../plugins/error-handler.ts';
import { eventBody } from '../sse-response.ts';
import { requirePerson, type AuthenticationDeps } from '../plugins/authentication.ts';
import { renewedCookie } from '../plugins/session-cookie.ts';
import type { JsonSessionDeps } from '../../sessions/json-session.ts';
import type { ConnectionLimit } from '../connection-limit.ts';

interface Deps extends AuthenticationDeps, JsonSessionDeps {
  readonly connectionLimit: Pick<ConnectionLimit, 'take' | 'takeUntilClosed'>;
  readonly httpConnections: Pick<HttpConnections, 'open' | 'find'>;
}

const one = '/api/connections/:connection';
const tags = ['connections'];
const openSchema = {
  tags,
  summary: 'Open a connection; its frames wait to be read',
  querystring: OpeningQuery,
  response: { 201: answer('The id of the connection.', { json: ConnectionMade }) },
};
const framesSchema = {
  tags,
  summary: 'The frames as a stream; with wait, by long polling',
  querystring: FramesQuery,
  response: {
    200: answer('Server-sent events.', {
      events:
        'The data is a frame of causette.v1. The event ping asks for a sign of life, close is the end.',
    }),
  },
};
const commandsSchema = {
  tags,
  summary:
    'Send commands in order; the responses are sent as frames. An empty list is a sign of life',
  body: CommandList,
  response: { 204: empty('Accepted.') },
};
const closeSchema = {
  tags,
  summary: 'Close the connection',
  response: { 204: empty('Closed.') },
};

/** No limit per address: a whole class may poll from one. The session limits each person. */
const config = { rateLimit: false } as const;

/** `/api/connections`: the same as `/ws`, for clients that cannot use a WebSocket. */
export function connectionRoutes(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const opening = { schema: openSchema };
  typed.post('/api/connections', opening, async (request, reply): Promise<ConnectionMade> => {
    const identity = await requirePerson(deps, request);
    const release = deps.connectionLimit.take(request, identity.person);
    void reply.code(201).header('cache-control', 'no-store');
    const cookie = renewedCookie(request, deps.clock.now());
    if (cookie !== undefined) void reply.header('set-cookie', cookie);
    return { connection: deps.httpConnections.open(deps, identity, request.query, release) };
  });
  const frames = { schema: framesSchema, exposeHeadRoute: false, config };
  typed.get(`${one}/frames`, frames, async (request, reply) => {
    const { sink, session } = await ownConnection(deps, request);
    deps.connectionLimit.takeUntilClosed(request, session.person, reply.raw);
    sink.read(eventBody(request, reply), request.query.wait);
  });
  const commands = {
    schema: commandsSchema,
    validatorCompiler: TypeBoxValidatorCompiler,
    config,
  };
  typed.post(`${one}/commands`, commands, async (request, reply) => {
    const { session, sink } = await ownConnection(deps, request);
    // Commands after the end of the connection are dropped.
    for (const command of request.body) if (sink.isOpen) session.receiveParsed(command);
    return reply.code(204).send();
  });
  typed.delete(one, { schema: closeSchema }, async (request, reply) => {
    const { sink } = await ownConnection(deps, request);
    sink.close();
    return reply.code(204).send();
  });
}

/** A connection that is unknown, closed, or of another person gets the same refusal. */
async function ownConnection(deps: Deps, request: FastifyRequest): Promise<Connection> {
  const identity = await requirePerson(deps, request);
  const { connection: id } = request.params as { connection: string };
  const connection = deps.httpConnections.find(id, identity);
  if (connection === undefined) throw new RefusedRequest(404, 'unknown_connection');
  return connection;
}
