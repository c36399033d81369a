import { originOf, type Origin } from '../client/snapshot.ts';
import type { Pending, State } from '../client/state.ts';
import { forgetLocal, localEntries } from './local.ts';

/** One entry for each, by its id: tabs write side by side. */
const prefix = 'unsent/';

interface Kept {
  origin: Origin;
  pending: Pending;
}

/**
 * What was written and not sent, whichever tab wrote it. It is kept within the call that writes it,
 * with whose it is: nobody else has it, and a tab may close at once.
 */
export class Unsent {
  #held: ReadonlyMap<string, Pending> = new Map();

  /** In the order in which they were written. */
  recall(): Kept[] {
    const all = localEntries(prefix).map(([, entry]) => JSON.parse(entry) as Kept);
    return all.toSorted((a, b) => a.pending.at - b.pending.at);
  }

  /** These are kept as they are. */
  holds(outbox: readonly Pending[]): void {
    this.#held = byId(outbox);
  }

  /** Throws where nothing can be kept. */
  save(state: State): void {
    const origin = originOf(state);
    if (origin === undefined) return;
    const now = byId(state.outbox);
    for (const id of this.#held.keys()) if (!now.has(id)) localStorage.removeItem(prefix + id);
    for (const [id, pending] of now) {
      if (pending === this.#held.get(id)) continue;
      localStorage.setItem(prefix + id, JSON.stringify({ origin, pending } satisfies Kept));
    }
    this.#held = now;
  }

  forget(): void {
    forgetLocal(prefix);
  }
}

function byId(outbox: readonly Pending[]): ReadonlyMap<string, Pending> {
  return new Map(outbox.map((pending) => [pending.change.id, pending]));
}
