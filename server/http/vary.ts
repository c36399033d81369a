import type { FastifyReply } from 'fastify';

/** Adds a request header to `Vary`, for caches: the response depends on it. */
export function varyBy(reply: FastifyReply, header: string): void {
  const before = reply.getHeader('vary');
  void reply.header('vary', before === undefined ? header : `${String(before)}, ${header}`);
}
