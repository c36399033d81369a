import { hash as digest } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { forwardedAddress } from './forwarded.ts';

/** Decides whether a request may read the metrics. */
export type MetricsAccess = (request: FastifyRequest) => boolean;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Headers that proxies add: the client is on another machine. */
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

/** Access for the setting `METRICS`: `local`, `on`, `off`, or a token. */
export function metricsAccess(setting: string): MetricsAccess {
  if (setting === 'on') return () => true;
  if (setting === 'off') return () => false;
  return setting === 'local' ? isLocal : ({ headers }) => isToken(headers.authorization, setting);
}

function isLocal(request: FastifyRequest): boolean {
  const address = forwardedAddress(request) ?? directAddress(request);
  return address !== undefined && loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** The address of a client without a proxy. */
function directAddress({ raw, headers }: FastifyRequest): string | undefined {
  return proxyHeaders.some((name) => name in headers) ? undefined : raw.socket.remoteAddress;
}

/** Compares digests, so that the time of the comparison reveals nothing about the token. */
function isToken(authorization: string | undefined, token: string): boolean {
  return digest('sha256', authorization ?? '') === digest('sha256', `Bearer ${token}`);
}
