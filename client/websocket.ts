import { subprotocol } from '../protocol/limits.ts';
import type { Transport } from './transport.ts';

/**
 * Opens `/ws` in JSON, with the query that it takes. In a browser the cookie says who connects; a
 * program gives its token, which Node's `WebSocket` sends as a header.
 */
export function openWebSocket(server: URL, token?: string, query = ''): Transport {
  const address = new URL(`/ws${query}`, server);
  address.protocol = address.protocol.replace('http', 'ws');
  if (token === undefined) return new WebSocket(address, subprotocol) as Transport;
  const headers = { authorization: `Bearer ${token}` };
  return new WebSocket(address, { protocols: [subprotocol], headers }) as Transport;
}
