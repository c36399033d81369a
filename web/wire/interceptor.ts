import type {
  Ending,
  OpenTransport,
  Transport,
  TransportKind,
} from '../../client/transport/transport.ts';

export type Direction = 'sent' | 'received';

/** A frame that is about to pass. */
export interface Passing {
  direction: Direction;
  text: string;
  by: TransportKind;
  /** Lets it pass. Returns false when its line has ended in the meantime. */
  pass: () => boolean;
}

/** Stands between the connection and its transports: each frame passes when and as often as it lets it. */
export class Interceptor {
  intercept = (passing: Passing): void => void passing.pass();

  /** The same transports, with every frame but the first shown to `intercept`. */
  through(open: OpenTransport): OpenTransport {
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
  #isBegun = false;
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
    this.#show('sent', text, () => this.#inner.send(text));
  }

  close(code?: number, reason?: string): void {
    this.#isOver = true;
    this.#inner.close(code, reason);
  }

  /** The welcome is left alone: it is no frame of a line but its beginning. */
  #arrived({ data }: { data: string }): void {
    const hear = (): void => this.onmessage?.({ data });
    if (this.#isBegun) return this.#show('received', data, hear);
    this.#isBegun = true;
    hear();
  }

  #show(direction: Direction, text: string, go: () => void): void {
    const pass = (): boolean => {
      if (!this.#isOver) go();
      return !this.#isOver;
    };
    this.#intercept({ direction, text, pass });
  }

  #closed(event: Ending): void {
    this.#isOver = true;
    this.onclose?.(event);
  }
}
