import type { FastifyReply } from 'fastify';

/** Adds the header of a request that the answer hangs on, for whatever caches it on the way. */
export function varyBy(reply: FastifyReply, header: string): void {
  const before = reply.getHeader('vary');
  void reply.header('vary', before === undefined ? header : `${String(before)}, ${header}`);
}
