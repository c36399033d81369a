/** The way out to one client, whatever carries it. */
export interface Sink {
  /** Takes bytes that are framed already; drops them once the way out is closed. */
  write(bytes: Buffer): void;
  /** Bytes written that the client has not taken yet. */
  readonly waiting: number;
  /** Calls once when all that waits has been taken. */
  onceDrained(call: () => void): void;
  /** Sends what keeps the line alive and makes the other end show that it lives. */
  ping(): void;
  /** Says goodbye, with a code of RFC 6455 §7.4.1. */
  end(code: number, reason: string): void;
  /** Ends without a word: for clients that no longer listen. */
  cut(): void;
}
