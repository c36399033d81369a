import { transports, type TransportKind } from '../transport/transport.ts';

/** `auto` falls back until a transport works; any other is the only one tried. */
export type TransportChoice = 'auto' | TransportKind;

export interface FallbackOptions {
  transport?: TransportChoice;
  /** Where to begin when the transports above are known not to work. */
  firstTransport?: TransportKind;
}

const top = 'websocket';
const firstUpgrade = 5_000;
const longestUpgrade = 60_000;

/**
 * Chooses the transport to try next: falls back at once when one is blocked, and tries to upgrade
 * later.
 */
export class TransportFallback {
  readonly #isAutomatic: boolean;
  #kind: TransportKind;
  #hasTopWorked = false;
  #failures = 0;
  #upgrades = 0;

  constructor({ transport = 'auto', firstTransport = top }: FallbackOptions = {}) {
    this.#isAutomatic = transport === 'auto';
    this.#kind = transport === 'auto' ? firstTransport : transport;
  }

  /** The transport to try now. */
  get kind(): TransportKind {
    return this.#kind;
  }

  /** The first frame has arrived over this transport. */
  worked(kind: TransportKind): void {
    this.#kind = kind;
    this.#failures = 0;
    if (kind !== top) return;
    this.#hasTopWorked = true;
    this.#upgrades = 0;
  }

  /**
   * The transport ended before its first frame. `isReached`: the server or a proxy had opened it.
   * Returns whether to try the next transport at once; otherwise wait.
   */
  failed(isReached: boolean): boolean {
    if (!this.#isAutomatic) return false;
    const before = this.#kind;
    this.#kind = this.#nextKind(isReached);
    return this.#kind !== before && this.#kind !== top;
  }

  /** Milliseconds until the next upgrade attempt; undefined when there is none. */
  upgradeDelay(): number | undefined {
    if (!this.#isAutomatic || this.#kind === top) return undefined;
    return Math.min(longestUpgrade, firstUpgrade * 2 ** this.#upgrades++);
  }

  #nextKind(isReached: boolean): TransportKind {
    if (this.#kind === top) return this.#isBlocked() ? 'stream' : top;
    return this.#kind === 'stream' && isReached ? 'poll' : top;
  }

  /** A restarting server blocks nothing: where a WebSocket has worked, one failure is allowed. */
  #isBlocked(): boolean {
    const allowed = this.#hasTopWorked ? 1 : 0;
    if (this.#failures++ < allowed) return false;
    this.#failures = 0;
    return true;
  }
}

/** The transport named in an address; anything else is `auto`. */
export function transportChoice(name: string | null): TransportChoice {
  return transports.find((kind) => kind === name) ?? 'auto';
}
