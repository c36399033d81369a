/** The sending side of a connection, independent of the transport. */
export interface Sink {
  /** Sends bytes that are already framed; drops them after the sink was closed. */
  write(bytes: Buffer): void;
  /** Bytes written but not yet sent to the client. */
  readonly unsentBytes: number;
  /** Calls `call` once when the buffer is empty. */
  onceDrained(call: () => void): void;
  /** Sends a ping, which keeps the connection alive and asks for a sign of life. */
  ping(): void;
  /** Closes gracefully with a code of RFC 6455 §7.4.1. */
  end(code: number, reason: string): void;
  /** Closes at once without a close frame: for clients that no longer respond. */
  cut(): void;
}
