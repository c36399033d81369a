import { ways, type Way } from '../transport/transport.ts';

/** `auto` goes down until a way works; any other is the only one. */
export type Choice = 'auto' | Way;

export interface FallbackOptions {
  transport?: Choice;
  /** Where to begin when it is known from another time that what is above does not work. */
  firstWay?: Way;
}

const top = 'websocket';
const firstLook = 5_000;
const longestLook = 60_000;

/** Which way to the server to try next: down at once where one is blocked, and up again in time. */
export class TransportFallback {
  readonly #isFree: boolean;
  #way: Way;
  #hasTopWorked = false;
  #failures = 0;
  #looks = 0;

  constructor({ transport = 'auto', firstWay = top }: FallbackOptions = {}) {
    this.#isFree = transport === 'auto';
    this.#way = transport === 'auto' ? firstWay : transport;
  }

  /** The way to try now. */
  get way(): Way {
    return this.#way;
  }

  /** The first frame has come by this way. */
  worked(way: Way): void {
    this.#way = way;
    this.#failures = 0;
    if (way !== top) return;
    this.#hasTopWorked = true;
    this.#looks = 0;
  }

  /**
   * The way ended before its first frame; `isReached` when the server, or something before it, had
   * opened it. Returns whether the next way is to be tried at once; otherwise there is a wait.
   */
  failed(isReached: boolean): boolean {
    if (!this.#isFree) return false;
    const before = this.#way;
    this.#way = this.#after(isReached);
    return this.#way !== before && this.#way !== top;
  }

  /** Milliseconds until the top is to be tried beside a lower way; undefined when it is not to be. */
  lookUpIn(): number | undefined {
    if (!this.#isFree || this.#way === top) return undefined;
    return Math.min(longestLook, firstLook * 2 ** this.#looks++);
  }

  #after(isReached: boolean): Way {
    if (this.#way === top) return this.#isBlocked() ? 'stream' : top;
    return this.#way === 'stream' && isReached ? 'poll' : top;
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
export function choiceOf(name: string | null): Choice {
  return ways.find((way) => way === name) ?? 'auto';
}
