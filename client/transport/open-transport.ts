import { openHttp } from './http-transport.ts';
import type { OpenTransport } from './transport.ts';
import { openWebSocket } from './websocket.ts';

/**
 * Opens any kind of transport to a server; a program gives its token. `queryNow` returns the query
 * of a new connection.
 */
export function transportOpener(server: URL, token?: string, queryNow = () => ''): OpenTransport {
  return (transport, spent) =>
    transport === 'websocket'
      ? openWebSocket(server, token, queryNow())
      : openHttp({
          server,
          transport,
          spent,
          query: queryNow(),
          ...(token !== undefined && { token }),
        });
}
