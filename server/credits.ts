import type { Clock } from './clock.ts';

/** So many seconds' worth of commands may come at once. */
const burstSeconds = 4;

interface Account {
  left: number;
  at: number;
}

/** A token bucket for each person, whatever number of connections they have. */
export class Credits {
  readonly #perSecond: number;
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();

  /** `perSecond` 0 means that everything may pass. */
  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
    if (perSecond > 0) clock.every(burstSeconds * 1_000, () => this.#forgetFull());
  }

  /** Takes one credit. Returns the seconds to wait for one, 0 when there was one. */
  take(person: string): number {
    if (this.#perSecond === 0) return 0;
    const account = this.#account(person);
    if (account.left < 1) return (1 - account.left) / this.#perSecond;
    account.left -= 1;
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
    const now = this.#clock.now();
    for (const [person, account] of this.#accounts) {
      if (account.left + this.#earned(account, now) >= this.#burst) this.#accounts.delete(person);
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
