import { originOf, type Origin } from '../../client/state/snapshot.ts';
import type { Pending, State } from '../../client/state/state.ts';
import { local } from './kept-texts.ts';

/** One entry for each, by its id: tabs write side by side. */
export const unsentPrefix = 'unsent/';

interface Kept {
  origin: Origin;
  pending: Pending;
}

/**
 * What was written and not sent, whichever tab wrote it. It is kept within the call that writes it,
 * with whose it is: nobody else has it, and a tab may close at once.
 */
export class OutboxStorage {
  #held: ReadonlyMap<string, Pending> = new Map();

  /** What this person wrote, in the order in which it was written. */
  recall(person: string): Kept[] {
    return keptOf(person).toSorted((a, b) => a.pending.at - b.pending.at);
  }

  /** These are kept as they are. */
  holds(outbox: readonly Pending[]): void {
    this.#held = byId(outbox);
  }

  save(state: State): void {
    const origin = originOf(state);
    if (origin === undefined) return;
    const now = byId(state.outbox);
    for (const id of this.#held.keys()) if (!now.has(id)) local.remove(unsentPrefix + id);
    for (const [id, pending] of now) {
      if (pending === this.#held.get(id)) continue;
      local.set(unsentPrefix + id, JSON.stringify({ origin, pending } satisfies Kept));
    }
    this.#held = now;
  }

  /** Writes all of it again: somebody has emptied the browser's storage. */
  saveAgain(state: State): void {
    this.#held = new Map();
    this.save(state);
  }

  forget(person: string): void {
    for (const { pending } of keptOf(person)) local.remove(unsentPrefix + pending.change.id);
  }
}

function keptOf(person: string): Kept[] {
  return local.under(unsentPrefix).flatMap(([, entry]) => parsed(entry, person) ?? []);
}

/** Undefined where somebody else has written it, be it another program or version. */
function parsed(entry: string, person: string): Kept | undefined {
  try {
    const kept = JSON.parse(entry) as Kept;
    return kept.origin.you.id === person ? kept : undefined;
  } catch {
    return undefined;
  }
}

function byId(outbox: readonly Pending[]): ReadonlyMap<string, Pending> {
  return new Map(outbox.map((pending) => [pending.change.id, pending]));
}
