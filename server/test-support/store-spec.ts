import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { RoomChanges } from '../../protocol/frames.ts';
import type { Person } from '../../protocol/model.ts';
import { execute, type Change } from '../commands/registry.ts';
import type { Outcome } from '../commands/outcome.ts';
import type { Database } from '../store/database.ts';
import { changesAfter } from '../store/messages.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { distant } from './statements.ts';

/** Every implementation of the store; each is held to the same specification. */
const implementations: Record<string, (folder: string) => Promise<Database>> = {
  SQLite: async (folder) => distant(openSqlite(folder)),
};

/** A store that begins empty and can be closed and opened again. */
export class FreshStore {
  readonly #open: () => Promise<Database>;
  database: Database;

  constructor(open: () => Promise<Database>, database: Database) {
    this.#open = open;
    this.database = database;
  }

  /** Makes one change in a transaction of its own. */
  write(by: Person, change: Change, at = 1_000): Promise<Outcome> {
    return this.database.transaction((queries) => execute(queries, { by, at, change }, settings));
  }

  /** Makes changes one after the other in one transaction. */
  together(by: Person, ...changes: Change[]): Promise<Outcome[]> {
    return this.database.transaction(async (queries) => {
      const outcomes: Outcome[] = [];
      for (const change of changes) {
        outcomes.push(await execute(queries, { by, at: 1_000, change }, settings));
      }
      return outcomes;
    });
  }

  post(by: Person, id: string, text = id, room = 'general'): Promise<Outcome> {
    return this.write(by, { type: 'post', id, room, text });
  }

  /** Posts so many texts in one transaction, with numbered ids. */
  async postMany(by: Person, count: number, first = 1, room = 'general'): Promise<void> {
    await this.database.transaction(async (queries) => {
      for (let number = first; number < first + count; number++) {
        const change = { type: 'post', id: numbered(number), room, text: `${number}` } as const;
        await execute(queries, { by, at: number, change }, settings);
      }
    });
  }

  /** All that a room has to say to somebody who holds it up to a revision, chunk by chunk. */
  async chunksFrom(after: number, room = 'general'): Promise<RoomChanges[]> {
    const chunks: RoomChanges[] = [];
    for (let stands = after; ; stands = chunks.at(-1)!.rev) {
      const { changes, head } = (await changesAfter(this.database, room, stands))!;
      chunks.push(changes);
      if (changes.rev === head) return chunks;
      assert.ok(changes.rev > stands, `nothing goes on after ${stands}`);
    }
  }

  async reopen(): Promise<void> {
    this.database.close();
    this.database = await this.#open();
  }
}

/** What the operator chose. */
export const settings = { gameGrace: 60_000 };

export function numbered(number: number): string {
  return `message-${number}`;
}

/** One sentence about every store. */
export function specify(sentence: string, check: (store: FreshStore) => Promise<void>): void {
  for (const [name, openFolder] of Object.entries(implementations)) {
    test(`${name}: ${sentence}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'causette-store-'));
      const open = () => openFolder(folder);
      const store = new FreshStore(open, await open());
      try {
        await check(store);
      } finally {
        store.database.close();
        rmSync(folder, { recursive: true });
      }
    });
  }
}

export const ada: Person = { id: 'p-ada', name: 'Ada' };
export const toto: Person = { id: 'p-toto', name: 'Toto' };
