import { subprotocol, tokenProtocol } from '../../protocol/limits.ts';
import { placeOf } from './server-url.ts';
import type { Transport } from './transport.ts';

/**
 * Opens `/ws` in JSON, with the query that it takes. In a browser the cookie says who connects; a
 * program, or a page that may keep no cookie, gives its token as a further subprotocol.
 */
export function openWebSocket(server: URL, token?: string, query = ''): Transport {
  const address = placeOf(`/ws${query}`, server);
  address.protocol = address.protocol.replace('http', 'ws');
  const protocols = token === undefined ? [subprotocol] : [subprotocol, tokenProtocol + token];
  return new WebSocket(address, protocols) as Transport;
}
