import { openHttp } from './http-transport.ts';
import type { OpenTransport } from './transport.ts';
import { openWebSocket } from './websocket.ts';

/** Every way to a server; a program gives its token. */
export function waysTo(server: URL, token?: string): OpenTransport {
  return (way, spent) =>
    way === 'websocket'
      ? openWebSocket(server, token)
      : openHttp({ server, way, spent, ...(token !== undefined && { token }) });
}
