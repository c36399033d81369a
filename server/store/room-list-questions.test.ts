import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { countTurns, seemingTime } from '../test-support/doubles/event-loop-turns.ts';
import { until } from '../test-support/waits.ts';
import type { Database } from './database.ts';
import { RoomList } from './room-list.ts';
import { openSqlite } from './sqlite/open.ts';
import { ada, toto } from '../test-support/doubles/store-spec.ts';

const eve = { id: 'p-eve', name: 'Eve' };

test('a long room is read from its end in growing spans, skipping an author once possible', async (t) => {
  const { list, spans, post } = await open(t);
  await post(30_000);
  assert.deepEqual(await seen(list, toto.id), [0]);
  assert.deepEqual(spans, [
    '29745 to 30000',
    '29233 to 29744 without p-toto',
    '28209 to 29232 without p-toto',
    '26161 to 28208 without p-toto',
    '22065 to 26160 without p-toto',
    '13873 to 22064 without p-toto',
    '5681 to 13872 without p-toto',
    '1 to 5680 without p-toto',
  ]);
});

test('nothing is read for a person without unread messages, or when all have enough', async (t) => {
  const { list, spans, post, read } = await open(t);
  await post(300);
  await post(300, ada.id);
  await read(eve.id, 600);
  assert.deepEqual(await seen(list, eve.id), [0]);
  assert.deepEqual(spans, []);
  assert.deepEqual([await seen(list, toto.id), await seen(list, ada.id)], [[100], [100]]);
  assert.deepEqual(spans, ['345 to 600', '1 to 344 without p-ada']);
});

test('a room is read only as far as needed, and each message counts once', async (t) => {
  const long = await open(t);
  await long.post(1_500);
  await long.post(300, ada.id);
  await long.post(300);
  assert.deepEqual(await seen(long.list, toto.id), [100]);
  assert.deepEqual(long.spans, ['1845 to 2100', '1333 to 1844 without p-toto']);
  const short = await open(t);
  await short.post(44);
  await short.post(1, eve.id);
  await short.post(255);
  assert.deepEqual(await seen(short.list, toto.id), [1]);
  assert.deepEqual(short.spans, ['45 to 300', '1 to 44 without p-toto']);
});

test('up to a thousand changes are applied; for more the room is read again', async (t) => {
  const { list, spans, post } = await open(t);
  await post(10);
  await seen(list, ada.id);
  await post(1_000);
  await seen(list, ada.id);
  await post(1_001);
  await seen(list, ada.id);
  assert.deepEqual(spans, [
    '1 to 10',
    'after 10',
    '1756 to 2011',
    '1244 to 1755 without p-toto',
    '220 to 1243 without p-toto',
    '1 to 219 without p-toto',
  ]);
});

test('concurrent requests count new messages once each', async (t) => {
  const { list, spans, post } = await open(t);
  await post(3);
  await seen(list, ada.id);
  await post(4);
  const both = await Promise.all([seen(list, ada.id), seen(list, eve.id)]);
  assert.deepEqual(both, [[7], [7]]);
  assert.deepEqual(spans, ['1 to 3', 'after 3', 'after 3']);
});

test('a late result does not undo newer changes', async (t) => {
  const { list, post, held } = await open(t);
  await post(3);
  await seen(list, ada.id);
  await post(1);
  const late = Promise.withResolvers<void>();
  held.push(late.promise);
  const first = seen(list, ada.id);
  await until(() => held.length === 0, 'the late question');
  await post(1);
  assert.deepEqual(await seen(list, eve.id), [5]);
  late.resolve();
  assert.deepEqual([await first, await seen(list, ada.id)], [[4], [5]]);
});

test('after too many deletions the room is read again', async (t) => {
  const { list, spans, post, removeLast } = await open(t);
  await post(400);
  await seen(list, ada.id);
  await removeLast(101);
  assert.deepEqual(await seen(list, ada.id), [100]);
  assert.deepEqual(spans.slice(-3), ['after 400', '246 to 501', '1 to 245']);
  spans.length = 0;
  assert.deepEqual(await seen(list, eve.id), [100]);
  assert.deepEqual(spans, []);
});

test('reading a long room takes several turns of the event loop', async (t) => {
  const { list, spans, post, turnsOf } = await open(t);
  await post(20_000);
  const turns = await turnsOf(() => seen(list, ada.id));
  assert.equal(spans.length, 7);
  assert.ok(turns >= 6, `${turns} turns`);
});

test('reading many rooms takes several turns of the event loop', async (t) => {
  const { list, spans, post, write, turnsOf } = await open(t);
  const sql = `WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < 20)
    INSERT INTO rooms (number, id, name, key, topic, rev) SELECT n, n, n, n, '', 9 FROM number`;
  await write(sql);
  await post(9);
  await seen(list, ada.id);
  await write('UPDATE rooms SET rev = 10');
  spans.length = 0;
  const turns = await turnsOf(() => seen(list, ada.id));
  assert.equal(spans.length, 20);
  assert.ok(turns >= 19, `${turns} turns`);
});

async function seen(list: RoomList, person: string): Promise<number[]> {
  return (await list.seenBy(person)).slice(0, 1).map(({ unread }) => unread);
}

/** A room with posts of Toto, and the queries for its messages. */
async function open(t: TestContext) {
  const store = openSqlite(temporaryFolder(t));
  t.after(() => store.close());
  const spans: string[] = [];
  /** The result of the next query waits for the first of these. */
  const held: Promise<void>[] = [];
  const database: Database = {
    ...store,
    all: async <Row>(sql: string, ...values: (string | number)[]) => {
      if (!sql.includes('FROM messages')) return store.all<Row>(sql, ...values);
      spans.push(spanOf(values));
      const rows = await store.all<Row>(sql, ...values);
      await held.shift();
      return rows;
    },
  };
  const write = (sql: string, ...values: (string | number)[]) =>
    store.transaction((queries) => queries.run(sql, ...values));
  let rev = 0;
  const advance = async (count: number) => {
    rev += count;
    await write('UPDATE rooms SET rev = ? WHERE number = 1', rev);
  };
  const post = async (count: number, by = toto.id) => {
    const sql = `WITH RECURSIVE number (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM number WHERE n < ?2)
      INSERT INTO messages SELECT 'message-' || n, 1, n, n, ?3, 'text', '{}' FROM number`;
    await write(sql, rev + 1, rev + count, by);
    await advance(count);
  };
  const removeLast = async (count: number) => {
    const sql = "UPDATE messages SET kind = 'deleted', rev = rev + ?1 WHERE seq > ?2";
    await write(sql, count, rev - count);
    await advance(count);
  };
  const read = (person: string, seq: number) =>
    write('INSERT INTO reads VALUES (?, 1, ?)', person, seq);
  const list = new RoomList(database);
  return { list, spans, held, post, removeLast, read, write, turnsOf: turnsOn(t, spans) };
}

/** Counts the turns of the event loop that `work` takes if each query seems to take 3 ms. */
function turnsOn(t: TestContext, spans: string[]) {
  return async (work: () => Promise<unknown>): Promise<number> => {
    const passes = seemingTime(t);
    spans.push = (...more) => {
      passes(3);
      return Array.prototype.push.apply(spans, more);
    };
    const [watched, over] = [{ turns: 0 }, new AbortController()];
    void countTurns(watched, over.signal);
    await work();
    over.abort();
    return watched.turns;
  };
}

/** The range of `seq` in a query, or the revision after which it begins. */
function spanOf([, second, first, without]: (string | number)[]): string {
  if (first === undefined) return `after ${second}`;
  const others = without === '' ? '' : ` without ${without}`;
  return `${first} to ${Number(second) - 1}${others}`;
}
