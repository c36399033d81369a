import { openHttp } from './http-transport.ts';
import type { OpenTransport } from './transport.ts';
import { openWebSocket } from './websocket.ts';

/** Every way to a server; a program gives its token. `queryNow` says what a new line is opened with. */
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
