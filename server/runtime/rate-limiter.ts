import type { Clock } from './clock.ts';

/** So many seconds' worth of commands may come at once. */
const burstSeconds = 4;

interface Account {
  left: number;
  at: number;
}

/** A token bucket for each person or address, whatever number of connections they have. */
export class RateLimiter {
  readonly #perSecond: number;
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();

  /** `perSecond` 0 means that everything may pass. */
  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
    if (perSecond > 0) clock.every(burstSeconds * 1_000, () => this.#forgetFull());
  }

  /**
   * Takes credits. Returns the seconds to wait for them, 0 when there were as many. What costs more
   * than an account can hold takes a full one, and leaves a debt.
   */
  take(person: string, cost = 1): number {
    if (this.#perSecond === 0) return 0;
    const account = this.#account(person);
    const due = Math.min(cost, this.#burst);
    if (account.left < due) return (due - account.left) / this.#perSecond;
    account.left -= cost;
    return 0;
  }

  #account(person: string): Account {
    const now = this.#clock.now();
    const account = this.#accounts.get(person) ?? { left: this.#burst, at: now };
    account.left = Math.min(this.#burst, account.left + this.#earned(account, now));
    account.at = now;
    this.#accounts.set(person, account);
    return account;
  }

  #forgetFull(): void {
    for (const person of this.#accounts.keys()) {
      if (this.#account(person).left >= this.#burst) this.#accounts.delete(person);
    }
  }

  /** A clock that was set back earns nothing, and takes nothing away. */
  #earned(account: Account, now: number): number {
    return (Math.max(0, now - account.at) / 1_000) * this.#perSecond;
  }

  get #burst(): number {
    return this.#perSecond * burstSeconds;
  }
}
