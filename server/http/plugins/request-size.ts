import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isApi } from '../request/matched-route.ts';

/** What had been read from a line when its last request was answered. */
const readBefore = new WeakMap<Socket, number>();

/** Tells with each answer of the API how many bytes the request took: line, headers and body. */
export function reportRequestSize(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => noteRequestBytes(request, reply));
}

/** For an answer that Fastify does not send. */
export function noteRequestBytes(request: FastifyRequest, reply: FastifyReply): void {
  const { socket } = request.raw;
  const bytes = socket.bytesRead - (readBefore.get(socket) ?? 0);
  readBefore.set(socket, socket.bytesRead);
  if (isApi(request)) void reply.header('request-bytes', bytes);
}
