import { isIP, isIPv6, SocketAddress } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** The proxies that are believed: their addresses and networks, or how many stand before us. */
export type Proxies = readonly string[] | number;

/** What Fastify is told of whom to believe. */
type Trust = false | string[] | ((address: string, hop: number) => boolean);

const networks = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Reads what the operator wrote; undefined where it cannot be meant. */
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

/** Whom Fastify believes. It takes no number itself, for whoever comes without a proxy can say anything. */
export function trustIn(proxies: Proxies): Trust {
  if (typeof proxies === 'number') return proxies > 0 && ((_address, hop) => hop < proxies);
  return proxies.length > 0 && [...proxies];
}

/** Who asked the proxies that are believed; undefined where none of them has said it. */
export function forwardedAddress({ ips }: FastifyRequest): string | undefined {
  if (ips === undefined || ips.length < 2) return undefined;
  const said = ips.at(-1) ?? '';
  // Some proxies write the port too.
  return isIP(said) === 0 ? SocketAddress.parse(said)?.address : said;
}

/** Whether a request came by TLS, to us or to a proxy that is believed. Traefik says `wss` of a WebSocket. */
export function cameByTls({ protocol }: FastifyRequest): boolean {
  return /^(?:https|wss)$/iu.test(protocol);
}
