import { isIP, isIPv6, SocketAddress } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Trusted proxies: addresses and networks, or the number of proxies in front of the server. */
export type Proxies = readonly string[] | number;

/** Fastify's `trustProxy` option. */
type Trust = false | string[] | ((address: string, hop: number) => boolean);

const networks = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Parses the setting. Returns undefined if it is invalid. */
export function proxiesIn(text: string): Proxies | undefined {
  if (/^\d{1,2}$/u.test(text)) return Number(text);
  const listed = text.split(',').map((each) => each.trim());
  const proxies = listed.filter((each) => each !== '');
  return proxies.every(isAddressOrNetwork) ? proxies : undefined;
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  if (networks.has(text) || (isIP(address) !== 0 && bits === undefined)) return true;
  const most = isIPv6(address) ? 128 : 32;
  const isPrefix = /^[1-9]\d{0,2}$/u.test(bits ?? '') && Number(bits) <= most;
  return isIP(address) !== 0 && isPrefix && more.length === 0;
}

/** Fastify's option for the setting. A number must be a function: Fastify would trust direct clients. */
export function trustIn(proxies: Proxies): Trust {
  if (typeof proxies === 'number') return proxies > 0 && ((_address, hop) => hop < proxies);
  return proxies.length > 0 && [...proxies];
}

/** The client's address according to trusted proxies; undefined if none was given. */
export function forwardedAddress({ ips }: FastifyRequest): string | undefined {
  if (ips === undefined || ips.length < 2) return undefined;
  const given = ips.at(-1) ?? '';
  // Some proxies write the port too.
  return isIP(given) === 0 ? SocketAddress.parse(given)?.address : given;
}

/** Whether a request came by TLS, to us or to a trusted proxy. Traefik sends `wss` for a WebSocket. */
export function cameByTls({ protocol }: FastifyRequest): boolean {
  return /^(?:https|wss)$/iu.test(protocol);
}
