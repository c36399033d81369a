import type { Kept } from '../records.ts';

/** Most messages in the cache. */
const most = 1_000;

/**
 * Cache of the most recently changed messages: a changed message is often changed again, a game at
 * every move. Valid only while this process owns the store.
 */
export class MessageCache {
  /** The least recently changed first. */
  readonly #byId = new Map<string, Kept>();

  get(id: string): Kept | undefined {
    return this.#byId.get(id);
  }

  /** Adds a message written in a transaction that may still fail. */
  add(kept: Kept): void {
    this.#byId.delete(kept.message.id);
    this.#byId.set(kept.message.id, kept);
    if (this.#byId.size > most) this.#byId.delete(this.#byId.keys().next().value!);
  }

  /** Empties the cache after a failed transaction. */
  clear(): void {
    this.#byId.clear();
  }
}
