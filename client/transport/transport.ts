import type { Cost } from './http.ts';

/** How a connection ended, in the words of RFC 6455 §7.1.5 and §7.1.6. */
export interface Ending {
  code: number;
  reason: string;
  /** True when both sides said goodbye. */
  wasClean: boolean;
  /** Milliseconds after which the server asks one to come back. */
  retryAfter?: number;
}

/** RFC 6455 §7.4.1: nobody said goodbye. */
export const lost: Ending = { code: 1006, reason: '', wasClean: false };

/** The server cannot take one at the moment, in the words of IANA's registry of close codes. */
export const tryLater: Ending = { code: 1013, reason: 'try again later', wasClean: true };

/** What carries text to the server and back: the browser's own `WebSocket` fits as it is. */
export interface Transport {
  onopen: (() => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  onclose: ((event: Ending) => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/** A WebSocket, one HTTP response that never ends, or long polls. */
export const transports = ['websocket', 'stream', 'poll'] as const;
export type TransportKind = (typeof transports)[number];

/**
 * Opens a transport of a kind; it calls the four handlers later, never before this returns.
 * `spent` is told what requests take where a transport is made of them.
 */
export type OpenTransport = (kind: TransportKind, spent: (cost: Cost) => void) => Transport;

/** Whatever the transport still does, nobody hears it. */
export function silence(transport: Transport): void {
  transport.onopen = transport.onmessage = transport.onclose = transport.onerror = null;
}
