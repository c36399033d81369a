import type { Cost } from './http.ts';

/** How a connection ended, as in RFC 6455 §7.1.5 and §7.1.6. */
export interface Ending {
  code: number;
  reason: string;
  /** Whether both sides sent a close frame. */
  wasClean: boolean;
  /** Milliseconds to wait before reconnecting, if the server asks for it. */
  retryAfter?: number;
}

/** RFC 6455 §7.4.1: abnormal closure. */
export const lost: Ending = { code: 1006, reason: '', wasClean: false };

/** The server cannot accept connections now: close code 1013 of the IANA registry. */
export const tryLater: Ending = { code: 1013, reason: 'try again later', wasClean: true };

/** Carries text to the server and back; the browser's `WebSocket` fits as it is. */
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
 * Opens a transport; its handlers are called later, never before this returns. `spent` receives the
 * cost of its HTTP requests.
 */
export type OpenTransport = (kind: TransportKind, spent: (cost: Cost) => void) => Transport;

/** Removes the handlers of a transport. */
export function detach(transport: Transport): void {
  transport.onopen = transport.onmessage = transport.onclose = transport.onerror = null;
}
