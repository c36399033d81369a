import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isApi } from '../request/matched-route.ts';

/** Bytes read from a socket when its last request was answered. */
const readBefore = new WeakMap<Socket, number>();

/** Adds `request-bytes` to API responses: the size of the request with line, headers and body. */
export function reportRequestSize(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => noteRequestBytes(request, reply));
}

/** Adds the header to one response: for those that Fastify does not send itself. */
export function noteRequestBytes(request: FastifyRequest, reply: FastifyReply): void {
  const { socket } = request.raw;
  const bytes = socket.bytesRead - (readBefore.get(socket) ?? 0);
  readBefore.set(socket, socket.bytesRead);
  if (isApi(request)) void reply.header('request-bytes', bytes);
}
