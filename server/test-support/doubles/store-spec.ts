import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { RoomChanges } from '../../../protocol/frames.ts';
import type { Person } from '../../../protocol/model.ts';
import { execute, type Change } from '../../commands/registry.ts';
import type { Outcome } from '../../commands/outcome.ts';
import type { Database } from '../../store/database.ts';
import { changesAfter } from '../../store/messages.ts';
import { openSqlite } from '../../store/sqlite/open.ts';
import { distant } from './statements.ts';

/** All implementations of the store, which must meet the same specification. */
const implementations: Record<string, (folder: string) => Promise<Database>> = {
  SQLite: async (folder) => distant(openSqlite(folder)),
};

/** An initially empty store that can be closed and reopened. */
export class FreshStore {
  readonly #open: () => Promise<Database>;
  database: Database;

  constructor(open: () => Promise<Database>, database: Database) {
    this.#open = open;
    this.database = database;
  }

  /** Makes one change in its own transaction. */
  write(by: Person, change: Change, at = 1_000): Promise<Outcome> {
    return this.database.transaction((queries) => execute(queries, { by, at, change }, settings));
  }

  /** Makes several changes in one transaction. */
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

  /** Posts `count` texts with numbered ids in one transaction. */
  async postMany(by: Person, count: number, first = 1, room = 'general'): Promise<void> {
    await this.database.transaction(async (queries) => {
      for (let number = first; number < first + count; number++) {
        const change = { type: 'post', id: numbered(number), room, text: `${number}` } as const;
        await execute(queries, { by, at: number, change }, settings);
      }
    });
  }

  /** The complete sync of a client at revision `after`, chunk by chunk. */
  async chunksFrom(after: number, room = 'general'): Promise<RoomChanges[]> {
    const chunks: RoomChanges[] = [];
    for (let rev = after; ; rev = chunks.at(-1)!.rev) {
      const { changes, head } = (await changesAfter(this.database, room, rev))!;
      chunks.push(changes);
      if (changes.rev === head) return chunks;
      assert.ok(changes.rev > rev, `no progress after revision ${rev}`);
    }
  }

  async reopen(): Promise<void> {
    this.database.close();
    this.database = await this.#open();
  }
}

/** Settings of the operator. */
export const settings = { gameGrace: 60_000 };

export function numbered(number: number): string {
  return `message-${number}`;
}

/** Defines a test of every implementation of the store. */
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
