import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';

const welcome = 'Welcome';
const explanation = `${welcome}

This is the echo: what you send comes back as "You said: …".
Over a WebSocket it greets you first, and a binary frame comes back as it came.
Over HTTP, POST a text here to hear the same words, one request each time.
`;

/** `/echo`: the lesson's first server, over a WebSocket and over HTTP. */
export function echoRoute(app: FastifyInstance): void {
  app.route({
    method: 'GET',
    url: '/echo',
    handler: (_request, reply) => reply.type('text/plain').send(explanation),
    wsHandler: echo,
  });
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
    scope.post('/echo', (request, reply) => {
      const text = typeof request.body === 'string' ? request.body : '';
      return reply.type('text/plain').send(said(text));
    });
  });
}

function echo(socket: WebSocket): void {
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) socket.send(data);
    else socket.send(said(data.toString()));
  });
  // A broken frame: `ws` closes with the code that RFC 6455 §7.4.1 wants.
  socket.on('error', () => {});
  socket.send(welcome);
}

function said(text: string): string {
  return `You said: ${text}`;
}
