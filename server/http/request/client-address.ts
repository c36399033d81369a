import type { Socket } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { forwardedAddress } from './forwarded.ts';

const addresses = new WeakMap<Socket, string>();

/** Stands for the address of a client that disconnected before it could be read. */
const unknown = 'gone';

/** Notes the address of each socket when it is opened: a socket that was reset has none. */
export function noteAddresses(app: FastifyInstance): void {
  const note = (socket: Socket): void => {
    addresses.set(socket, normalizeIP(socket.remoteAddress ?? unknown));
  };
  // A request has a TCP socket or a TLS socket.
  for (const opened of ['connection', 'secureConnection']) app.server.on(opened, note);
}

/** The client's address: an IPv4 address, or the 64-bit prefix of an IPv6 address. */
export function addressOf(request: FastifyRequest): string {
  const forwarded = forwardedAddress(request);
  if (forwarded !== undefined) return normalizeIP(forwarded);
  return addresses.get(request.raw.socket) ?? unknown;
}
