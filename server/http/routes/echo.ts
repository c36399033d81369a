import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { forEveryOrigin } from '../plugins/cors.ts';
import type { HeartbeatConnection, Heartbeat } from '../../transport/heartbeat.ts';
import type { Sink } from '../../transport/sink.ts';
import { binaryFrame, joinedTextFrame, textFrame } from '../../transport/websocket-frame.ts';
import { upgraded } from '../plugins/upgrades.ts';
import type { ConnectionLimit } from '../connection-limit.ts';

interface Deps {
  readonly heartbeat: Pick<Heartbeat, 'add' | 'delete'>;
  readonly connectionLimit: Pick<ConnectionLimit, 'takeUntilClosed'>;
}

const welcome = 'Welcome';
const prefix = Buffer.from('You said: ');
const explanation = `${welcome}

This is the echo: what you send comes back as "You said: …".
Over a WebSocket it greets you first, and a binary frame comes back as it came.
Over HTTP, POST a text here to hear the same words, one request each time.
`;

/** `/echo`: the first server of the lesson, over a WebSocket and over HTTP. */
export function echoRoute(app: FastifyInstance, { heartbeat, connectionLimit }: Deps): void {
  app.route({
    method: 'GET',
    url: '/echo',
    config: forEveryOrigin,
    preHandler: (request, _reply, done) => {
      if (request.ws) connectionLimit.takeUntilClosed(request, undefined, request.raw.socket);
      done();
    },
    handler: (_request, reply) => reply.type('text/plain').send(explanation),
    wsHandler: (socket, request) => {
      const echo = new Echo(upgraded(socket, request));
      heartbeat.add(echo);
      socket.on('close', () => heartbeat.delete(echo));
      listen(socket, echo);
    },
  });
  // The preflight request of a page of another origin, which the CORS plugin answers.
  app.options('/echo', { config: forEveryOrigin }, (_request, reply) => reply.callNotFound());
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
    scope.post('/echo', { config: forEveryOrigin }, (request, reply) => {
      const text = typeof request.body === 'string' ? request.body : '';
      return reply.type('text/plain').send(echoOf(text));
    });
  });
}

/** A connection of its own, which is not part of the chat. */
class Echo implements HeartbeatConnection {
  readonly sink: Sink;
  missed = 0;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  sendHeartbeat(): void {}

  announceShutdown(): void {
    this.sink.end(1001, 'the server goes away');
  }
}

function listen(socket: WebSocket, echo: Echo): void {
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    echo.missed = 0;
    echo.sink.write(isBinary ? binaryFrame(data) : joinedTextFrame(prefix, data));
  });
  socket.on('pong', () => (echo.missed = 0));
  echo.sink.write(textFrame(welcome));
}

function echoOf(text: string): string {
  return `${prefix.toString()}${text}`;
}
