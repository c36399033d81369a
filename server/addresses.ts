import type { Socket } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const addresses = new WeakMap<Socket, string>();

/** Whoever has gone before anything was read has no address any more. */
const gone = 'gone';

/** Notes the address of each line when it is opened: a line that was reset does not tell it. */
export function noteAddresses(app: FastifyInstance): void {
  app.server.on('connection', (socket: Socket) => {
    addresses.set(socket, normalizeIP(socket.remoteAddress ?? gone));
  });
}

/** Where a request comes from: an address of IPv4, or the 64 bits of an IPv6 network. */
export function addressOf({ raw }: FastifyRequest): string {
  return addresses.get(raw.socket) ?? gone;
}
