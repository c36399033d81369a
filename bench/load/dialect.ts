import type { Client } from './client.ts';

/** How to speak to one server: what the load client knows of its wire, and no more. */
export interface Dialect {
  /** What follows the handshake's first line: path and headers of one client, by its number. */
  path(client: number): string;
  headers?(client: number): Record<string, string>;
  /** Bytes of each payload that `heard` wants to see; the rest is skipped unread. */
  readonly headOfPayload: number;
  /** The connection is a WebSocket; a dialect without it has its clients ready at once. */
  opened?(client: Client): void;
  /** Hears a text frame. Returns how many messages it delivers. */
  heard(client: Client, length: number, bytes: Buffer, at: number): number;
  /** A message of 100 bytes as it goes to the server, with a number in it. */
  readonly message: string;
}
