import { hash as digest } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { forwardedAddress } from './forwarded.ts';

/** Who may read the figures, as the operator wrote it: `local`, `on`, `off`, or a token. */
export type MetricsAccess = (request: FastifyRequest) => boolean;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What a proxy writes down: whoever asked it is somewhere else. */
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

/** Reads what `METRICS` says. */
export function metricsAccess(setting: string): MetricsAccess {
  if (setting === 'on') return () => true;
  if (setting === 'off') return () => false;
  return setting === 'local' ? isLocal : ({ headers }) => isToken(headers.authorization, setting);
}

function isLocal(request: FastifyRequest): boolean {
  const address = forwardedAddress(request) ?? directAddress(request);
  return address !== undefined && loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Of whoever asks without a proxy. */
function directAddress({ raw, headers }: FastifyRequest): string | undefined {
  return forwarding.some((name) => name in headers) ? undefined : raw.socket.remoteAddress;
}

/** Digests are compared, whose first differing letter tells nothing of the token. */
function isToken(authorization: string | undefined, token: string): boolean {
  return digest('sha256', authorization ?? '') === digest('sha256', `Bearer ${token}`);
}
