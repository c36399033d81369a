import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusedRequest } from './error-handler.ts';
import type { Sink } from '../../transport/sink.ts';
import { WebSocketSink } from '../../transport/websocket-sink.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The response that would have been sent if the upgrade had been refused. */
    response: ServerResponse | undefined;
  }
}

const notFoundMessage = 'There is no WebSocket at this address; the chat is at /ws.';

/** Cookies for responses to upgrades, which Fastify does not send itself. */
const cookies = new WeakMap<IncomingMessage, string>();

/** Upgrades to other protocols are ignored (RFC 9110 §7.8). */
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
    const cookie = cookies.get(request);
    if (cookie !== undefined) headers.push(`Set-Cookie: ${cookie}`);
  });
}

/** Refuses upgrades at other URLs, which the plugin would accept and then close. */
export function refuseOtherUpgrades(app: FastifyInstance): void {
  const urls = new Set<string | undefined>();
  app.addHook('onRoute', ({ url, wsHandler }) => {
    if (wsHandler !== undefined) urls.add(url);
  });
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.ws && !urls.has(request.routeOptions.url)) {
      throw new RefusedRequest(404, 'not_found', { path: request.url, message: notFoundMessage });
    }
    done();
  });
}

/** Adds a cookie to the response to a successful upgrade. */
export function setHandshakeCookie({ raw }: FastifyRequest, cookie: string | undefined): void {
  if (cookie !== undefined) cookies.set(raw, cookie);
}

/**
 * Returns the sink of a WebSocket that has just been opened. Detaches the socket from its request,
 * which would otherwise stay in memory: some kilobytes for each connection.
 */
export function upgraded(socket: WebSocket, { raw, response }: FastifyRequest): Sink {
  response?.detachSocket(raw.socket);
  socket.removeAllListeners('error');
  socket.on('error', ignore);
  return new WebSocketSink(socket, raw.socket);
}

/** After an invalid frame, `ws` closes with a code of RFC 6455 §7.4.1, and emits 'close'. */
function ignore(): void {}
