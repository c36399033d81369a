import { originOf, type Origin } from '../../client/state/snapshot.ts';
import type { Pending, State } from '../../client/state/state.ts';
import { local } from './kept-texts.ts';

/** One entry per command id, so that tabs can write at the same time. */
export const unsentPrefix = 'unsent/';

interface Entry {
  origin: Origin;
  pending: Pending;
}

/**
 * Unsent commands of all tabs, stored with their author. Each is saved synchronously: it exists
 * nowhere else, and the tab may close at once.
 */
export class OutboxStorage {
  #saved: ReadonlyMap<string, Pending> = new Map();

  /** The unsent commands of this person, oldest first. */
  recall(person: string): Entry[] {
    return keptOf(person).toSorted((a, b) => a.pending.at - b.pending.at);
  }

  /** Marks these as saved already. */
  markSaved(outbox: readonly Pending[]): void {
    this.#saved = byId(outbox);
  }

  save(state: State): void {
    const origin = originOf(state);
    if (origin === undefined) return;
    const now = byId(state.outbox);
    for (const id of this.#saved.keys()) if (!now.has(id)) local.remove(unsentPrefix + id);
    for (const [id, pending] of now) {
      if (pending === this.#saved.get(id)) continue;
      local.set(unsentPrefix + id, JSON.stringify({ origin, pending } satisfies Entry));
    }
    this.#saved = now;
  }

  /** Saves everything again after somebody has cleared the storage. */
  saveAgain(state: State): void {
    this.#saved = new Map();
    this.save(state);
  }

  forget(person: string): void {
    for (const { pending } of keptOf(person)) local.remove(unsentPrefix + pending.change.id);
  }
}

function keptOf(person: string): Entry[] {
  return local.under(unsentPrefix).flatMap(([, entry]) => parsed(entry, person) ?? []);
}

/** Undefined for an entry of another person, program or version. */
function parsed(entry: string, person: string): Entry | undefined {
  try {
    const kept = JSON.parse(entry) as Entry;
    return kept.origin.you.id === person ? kept : undefined;
  } catch {
    return undefined;
  }
}

function byId(outbox: readonly Pending[]): ReadonlyMap<string, Pending> {
  return new Map(outbox.map((pending) => [pending.change.id, pending]));
}
