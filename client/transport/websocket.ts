import { subprotocol, tokenProtocol } from '../../protocol/limits.ts';
import { urlOf } from './server-url.ts';
import type { Transport } from './transport.ts';

/**
 * Opens `/ws` in JSON. A browser authenticates by cookie; a program, or a page that keeps no
 * cookie, sends its token as a further subprotocol.
 */
export function openWebSocket(server: URL, token?: string, query = ''): Transport {
  const address = urlOf(`/ws${query}`, server);
  address.protocol = address.protocol.replace('http', 'ws');
  const protocols = token === undefined ? [subprotocol] : [subprotocol, tokenProtocol + token];
  return new WebSocket(address, protocols) as Transport;
}
