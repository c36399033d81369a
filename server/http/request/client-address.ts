import type { Socket } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { forwardedAddress } from './forwarded.ts';

const addresses = new WeakMap<Socket, string>();

/** Whoever has gone before anything was read has no address any more. */
const gone = 'gone';

/** Notes the address of each line when it is opened: a line that was reset does not tell it. */
export function noteAddresses(app: FastifyInstance): void {
  const note = (socket: Socket): void => {
    addresses.set(socket, normalizeIP(socket.remoteAddress ?? gone));
  };
  // A request comes on the line of TCP, or of TLS over it.
  for (const opened of ['connection', 'secureConnection']) app.server.on(opened, note);
}

/** Where a request comes from: an address of IPv4, or the 64 bits of an IPv6 network. */
export function addressOf(request: FastifyRequest): string {
  const forwarded = forwardedAddress(request);
  if (forwarded !== undefined) return normalizeIP(forwarded);
  return addresses.get(request.raw.socket) ?? gone;
}
