import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusedRequest } from './error-handler.ts';
import type { Sink } from '../../transport/sink.ts';
import { WebSocketSink } from '../../transport/websocket-sink.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What would have answered an upgrade, had it been refused. */
    response: ServerResponse | undefined;
  }
}

const elsewhere = 'There is no WebSocket at this address; the chat is at /ws.';

/** Cookies that go with the answer to an upgrade, which Fastify does not send. */
const given = new WeakMap<IncomingMessage, string>();

/** Any other protocol is not spoken here, and asking for it changes nothing (RFC 9110 §7.8). */
export function asksForWebSocket({ method, headers, httpVersion }: IncomingMessage): boolean {
  const isIt = headers.upgrade?.toLowerCase() === 'websocket';
  return isIt && method === 'GET' && httpVersion !== '1.0';
}

export function noteUpgrades(app: FastifyInstance): void {
  app.decorateRequest('response', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    if (request.ws) request.response = reply.raw;
    done();
  });
  app.websocketServer.on('headers', (headers, request) => {
    const cookie = given.get(request);
    if (cookie !== undefined) headers.push(`Set-Cookie: ${cookie}`);
  });
}

/** The plugin would open a WebSocket at any address, only to close it where there is none. */
export function refuseOtherUpgrades(app: FastifyInstance): void {
  const addresses = new Set<string | undefined>();
  app.addHook('onRoute', ({ url, wsHandler }) => {
    if (wsHandler !== undefined) addresses.add(url);
  });
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.ws && !addresses.has(request.routeOptions.url)) {
      throw new RefusedRequest(404, 'not_found', { path: request.url, message: elsewhere });
    }
    done();
  });
}

/** Lets the answer to an upgrade that succeeds carry a cookie. */
export function giveWithHandshake({ raw }: FastifyRequest, cookie: string | undefined): void {
  if (cookie !== undefined) given.set(raw, cookie);
}

/**
 * The way out over a WebSocket that has just been opened. The socket lets go of the request that
 * asked for it, which it would else keep for as long as it lives: kilobytes for each connection.
 */
export function upgraded(socket: WebSocket, { raw, response }: FastifyRequest): Sink {
  response?.detachSocket(raw.socket);
  socket.removeAllListeners('error');
  socket.on('error', ignore);
  return new WebSocketSink(socket, raw.socket);
}

/** A broken frame: `ws` closes with the code that RFC 6455 §7.4.1 wants, and 'close' follows. */
function ignore(): void {}
