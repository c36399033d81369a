import { openHttp } from './http-transport.ts';
import type { OpenTransport } from './transport.ts';
import { openWebSocket } from './websocket.ts';

/** Every way to a server; a program gives its token. `queryNow` says what a new line is opened with. */
export function waysTo(server: URL, token?: string, queryNow = () => ''): OpenTransport {
  return (way, spent) =>
    way === 'websocket'
      ? openWebSocket(server, token, queryNow())
      : openHttp({ server, way, spent, query: queryNow(), ...(token !== undefined && { token }) });
}
