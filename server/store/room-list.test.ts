import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { limits } from '../../protocol/limits.ts';
import { execute } from '../commands/registry.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import type { Database } from './database.ts';
import { RoomList } from './room-list.ts';
import { openSqlite } from './sqlite/open.ts';
import {
  ada,
  numbered,
  settings,
  specify,
  toto,
  type FreshStore,
} from '../test-support/doubles/store-spec.ts';

const eve = { id: 'p-eve', name: 'Eve' };
const people = [ada, toto, eve];
const person = fc.nat(people.length - 1).map((at) => people[at]!);
const place = fc.double({ min: 0, max: 1, noNaN: true });

type Step =
  | { is: 'post'; by: typeof ada; count: number }
  | { is: 'delete'; count: number; from: number }
  | { is: 'read'; by: typeof ada; at: number }
  | { is: 'look' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('post' as const),
      by: person,
      count: fc.integer({ min: 1, max: 400 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('delete' as const),
      count: fc.integer({ min: 1, max: 150 }),
      from: place,
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('read' as const), by: person, at: place }) },
  { weight: 3, arbitrary: fc.constant({ is: 'look' as const }) },
);

specify('unread are messages of others after the read mark that are not deleted', async (store) => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
    const list = new RoomList(store.database);
    let number = 0;
    await store.database.transaction(async (queries) => {
      for (const table of ['reads', 'messages', 'answers']) {
        await queries.run(`DELETE FROM ${table}`);
      }
      await queries.run('UPDATE rooms SET rev = 0');
    });
    for (const each of [...steps, { is: 'look' } as const]) {
      if (each.is === 'look') await expectExact(store, list);
      else number = await take(store, each, number);
    }
  });
  await fc.assert(property, { numRuns: 20, seed: 21 });
});

specify('messages posted and deleted since the last list are counted correctly', async (store) => {
  const list = new RoomList(store.database);
  const remove = (id: string, message: string) =>
    store.write(toto, { type: 'delete', id, message });
  const unread = async () => {
    const seen = await Promise.all(people.map(({ id }) => list.seenBy(id)));
    return seen.map(([general]) => general?.unread);
  };
  await store.write(toto, { type: 'room.create', id: 'create-1', name: 'tea' });
  for (const id of ['message-1', 'message-2', 'message-3']) await store.post(toto, id);
  const trace = [await unread()];
  await store.post(ada, 'message-4');
  for (let n = 0; n < 9; n++) await store.post(eve, `elsewhere-${n}`, 'x', 'tea');
  await store.post(toto, 'message-5');
  await store.post(toto, 'message-6');
  await remove('delete-1', 'message-1');
  await remove('delete-6', 'message-6');
  await store.write(toto, { type: 'edit', id: 'edit-002', message: 'message-2', text: 'x' });
  trace.push(await unread());
  await remove('delete-5', 'message-5');
  trace.push(await unread());
  assert.deepEqual(trace, [
    [3, 0, 3],
    [3, 1, 4],
    [2, 1, 3],
  ]);
});

test('a list read before takes one query per room, for every person', async (t) => {
  const { database, rowCounts } = await filled(t, 300);
  const list = new RoomList(database);
  const [first] = await list.seenBy(ada.id);
  assert.equal(first?.unread, limits.unread);
  rowCounts.length = 0;
  assert.equal((await list.seenBy(eve.id))[0]?.unread, limits.unread);
  assert.equal((await list.seenBy(toto.id))[0]?.unread, 0);
  assert.equal(rowCounts.length, 2);
});

test('long runs of one’s own messages are not read to be skipped', async (t) => {
  const { database, rowCounts } = await filled(t, 30_000);
  const list = new RoomList(database);
  assert.equal((await list.seenBy(toto.id))[0]?.unread, 0);
  assert.ok(Math.max(...rowCounts) < 1_000, `${rowCounts.join(', ')} rows`);
  rowCounts.length = 0;
  assert.equal((await list.seenBy(toto.id))[0]?.unread, 0);
  assert.deepEqual(rowCounts, [1]);
});

async function expectExact({ database }: FreshStore, list: RoomList): Promise<void> {
  for (const { id } of people) {
    const sql = `SELECT min(count(*), ?) AS count FROM messages
      WHERE room = 1 AND author <> ? AND kind <> 'deleted'
        AND seq > coalesce((SELECT seq FROM reads WHERE person = ?), 0)`;
    const exact = await database.get<{ count: number }>(sql, limits.unread, id, id);
    assert.equal((await list.seenBy(id))[0]?.unread, exact?.count, id);
  }
}

/** Returns the number of messages after the step. */
function take({ database }: FreshStore, step: Step, number: number): Promise<number> {
  return database.transaction(async (queries) => {
    const write = (by: typeof ada, change: Parameters<typeof execute>[1]['change']) =>
      execute(queries, { by, at: 1, change }, settings);
    const room = 'general';
    if (step.is === 'post') {
      for (let left = step.count; left > 0; left--) {
        number += 1;
        await write(step.by, { type: 'post', id: numbered(number), room, text: 'x' });
      }
    }
    if (step.is === 'read') {
      // Mostly near the end: further back there are enough messages for everyone.
      const seq = Math.max(0, (await revision(queries)) - Math.floor(step.at * 150));
      await write(step.by, { type: 'read', room, seq });
    }
    if (step.is === 'delete') {
      // Mostly the last ones, which may be unread.
      const first = number - Math.floor(step.from * Math.min(number, 300));
      for (let at = first; at > first - step.count && at > 0; at--) {
        for (const by of people) {
          const [id, message] = [`delete-${number}-${at}`, numbered(at)];
          await write(by, { type: 'delete', id, message });
        }
      }
    }
    return number;
  });
}

async function revision(queries: Pick<Database, 'get'>): Promise<number> {
  return (await queries.get<{ rev: number }>('SELECT rev FROM rooms'))?.rev ?? 0;
}

/** A room with this number of posts of Toto, and the number of rows of each query. */
async function filled(t: TestContext, count: number) {
  const store = openSqlite(temporaryFolder(t));
  t.after(() => store.close());
  await store.transaction(async (queries) => {
    const sql = `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
      INSERT INTO messages SELECT 'message-' || n, 1, n, n, ?, 'text', '{}' FROM number`;
    await queries.run(sql, count, toto.id);
    await queries.run('UPDATE rooms SET rev = ?', count);
  });
  const rowCounts: number[] = [];
  const database: Database = {
    ...store,
    all: async <Row>(sql: string, ...values: (string | number)[]) => {
      const rows = await store.all<Row>(sql, ...values);
      rowCounts.push(rows.length);
      return rows;
    },
  };
  return { database, rowCounts };
}
