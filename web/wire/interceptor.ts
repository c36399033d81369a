import type {
  Ending,
  OpenTransport,
  Transport,
  TransportKind,
} from '../../client/transport/transport.ts';

export type Direction = 'sent' | 'received';

/** A frame on its way through the interceptor. */
export interface Passing {
  direction: Direction;
  text: string;
  by: TransportKind;
  /** Passes the frame on. Returns false when its connection has ended meanwhile. */
  pass: () => boolean;
}

/** Intercepts all frames between the connection and its transports: `intercept` may hold or repeat them. */
export class Interceptor {
  intercept = (passing: Passing): void => void passing.pass();

  /** Wraps transports: every frame except the first goes through `intercept`. */
  wrap(open: OpenTransport): OpenTransport {
    return (by, spent) =>
      new Intercepted(open(by, spent), (frame) => this.intercept({ ...frame, by }));
  }
}

class Intercepted implements Transport {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: Ending) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly #inner: Transport;
  readonly #intercept: (passing: Omit<Passing, 'by'>) => void;
  #isWelcomed = false;
  #isOver = false;

  constructor(inner: Transport, intercept: (passing: Omit<Passing, 'by'>) => void) {
    this.#inner = inner;
    this.#intercept = intercept;
    inner.onopen = () => this.onopen?.();
    inner.onmessage = (event) => this.#arrived(event);
    inner.onclose = (event) => this.#closed(event);
    inner.onerror = () => this.onerror?.();
  }

  send(text: string): void {
    this.#passOn('sent', text, () => this.#inner.send(text));
  }

  close(code?: number, reason?: string): void {
    this.#isOver = true;
    this.#inner.close(code, reason);
  }

  /** The first frame, `welcome`, is not intercepted: without it there is no session. */
  #arrived({ data }: { data: string }): void {
    const deliver = (): void => this.onmessage?.({ data });
    if (this.#isWelcomed) return this.#passOn('received', data, deliver);
    this.#isWelcomed = true;
    deliver();
  }

  #passOn(direction: Direction, text: string, forward: () => void): void {
    const pass = (): boolean => {
      if (!this.#isOver) forward();
      return !this.#isOver;
    };
    this.#intercept({ direction, text, pass });
  }

  #closed(event: Ending): void {
    this.#isOver = true;
    this.onclose?.(event);
  }
}
