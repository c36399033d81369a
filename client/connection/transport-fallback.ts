import { transports, type TransportKind } from '../transport/transport.ts';

/** `auto` goes down until a way works; any other is the only one. */
export type TransportChoice = 'auto' | TransportKind;

export interface FallbackOptions {
  transport?: TransportChoice;
  /** Where to begin when it is known from another time that what is above does not work. */
  firstTransport?: TransportKind;
}

const top = 'websocket';
const firstLook = 5_000;
const longestLook = 60_000;

/** Which way to the server to try next: down at once where one is blocked, and up again in time. */
export class TransportFallback {
  readonly #isFree: boolean;
  #kind: TransportKind;
  #hasTopWorked = false;
  #failures = 0;
  #looks = 0;

  constructor({ transport = 'auto', firstTransport = top }: FallbackOptions = {}) {
    this.#isFree = transport === 'auto';
    this.#kind = transport === 'auto' ? firstTransport : transport;
  }

  /** The way to try now. */
  get kind(): TransportKind {
    return this.#kind;
  }

  /** The first frame has come by this way. */
  worked(kind: TransportKind): void {
    this.#kind = kind;
    this.#failures = 0;
    if (kind !== top) return;
    this.#hasTopWorked = true;
    this.#looks = 0;
  }

  /**
   * The way ended before its first frame; `isReached` when the server, or something before it, had
   * opened it. Returns whether the next way is to be tried at once; otherwise there is a wait.
   */
  failed(isReached: boolean): boolean {
    if (!this.#isFree) return false;
    const before = this.#kind;
    this.#kind = this.#after(isReached);
    return this.#kind !== before && this.#kind !== top;
  }

  /** Milliseconds until the top is to be tried beside a lower way; undefined when it is not to be. */
  lookUpIn(): number | undefined {
    if (!this.#isFree || this.#kind === top) return undefined;
    return Math.min(longestLook, firstLook * 2 ** this.#looks++);
  }

  #after(isReached: boolean): TransportKind {
    if (this.#kind === top) return this.#isBlocked() ? 'stream' : top;
    return this.#kind === 'stream' && isReached ? 'poll' : top;
  }

  /** A server that restarts blocks nothing: where a WebSocket has worked it may fail once. */
  #isBlocked(): boolean {
    const allowed = this.#hasTopWorked ? 1 : 0;
    if (this.#failures++ < allowed) return false;
    this.#failures = 0;
    return true;
  }
}

/** What somebody asked for by name, as in an address; anything else is `auto`. */
export function transportChoice(name: string | null): TransportChoice {
  return transports.find((kind) => kind === name) ?? 'auto';
}
