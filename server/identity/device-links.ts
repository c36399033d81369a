import { limits } from '../../protocol/limits.ts';
import type { Clock } from '../runtime/clock.ts';
import { hashOf, newToken } from '../runtime/tokens.ts';

/** Milliseconds. */
const lifetime = limits.deviceLink * 1_000;

interface DeviceLink {
  readonly person: string;
  readonly cancelExpiry: () => void;
}

/**
 * Secrets that sign one more device in as a person: valid once, for a few minutes, one for each person.
 * Kept in memory only, so a restart ends them.
 */
export class DeviceLinks {
  readonly #clock: Clock;
  /** By the hash of the secret. */
  readonly #links = new Map<string, DeviceLink>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Makes a secret for a person, in place of their previous one. */
  make(person: string): string {
    this.revoke(person);
    const { token, hash } = newToken();
    const cancelExpiry = this.#clock.after(lifetime, () => this.#links.delete(hash));
    this.#links.set(hash, { person, cancelExpiry });
    return token;
  }

  /** Uses a secret up. Returns its person; undefined if it is used, expired or false. */
  redeem(secret: string): string | undefined {
    return this.#delete(hashOf(secret))?.person;
  }

  /** Ends the secret of a person. */
  revoke(person: string): void {
    for (const [hash, link] of this.#links) if (link.person === person) this.#delete(hash);
  }

  #delete(hash: string): DeviceLink | undefined {
    const link = this.#links.get(hash);
    link?.cancelExpiry();
    this.#links.delete(hash);
    return link;
  }
}
