import type { Kept } from '../records.ts';

/** Messages that are remembered at most. */
const most = 1_000;

/**
 * The messages that were changed last, as the store has them: what is changed is often changed
 * again, a game at every move. Only who owns the store may remember any.
 */
export class MessageCache {
  /** Those changed longest ago come first. */
  readonly #byId = new Map<string, Kept>();

  get(id: string): Kept | undefined {
    return this.#byId.get(id);
  }

  /** What has just been written, in a transaction that may still fail. */
  remember(kept: Kept): void {
    this.#byId.delete(kept.message.id);
    this.#byId.set(kept.message.id, kept);
    if (this.#byId.size > most) this.#byId.delete(this.#byId.keys().next().value!);
  }

  /** A transaction has failed: nothing of it is so. */
  forgetAll(): void {
    this.#byId.clear();
  }
}
