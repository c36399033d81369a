import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { countTurns, seemingTime } from '../test-support/event-loop-turns.ts';
import { until } from '../test-support/waits.ts';
import type { Database } from './database.ts';
import { RoomList } from './room-list.ts';
import { openSqlite } from './sqlite/open.ts';
import { ada, toto } from '../test-support/store-spec.ts';

const eve = { id: 'p-eve', name: 'Eve' };

test('a long room is gathered from its end, in ever larger spans, without whom nobody needs', async (t) => {
  const { list, asked, say } = await open(t);
  await say(30_000);
  assert.deepEqual(await seen(list, toto.id), [0]);
  assert.deepEqual(asked, [
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

test('nothing is gathered for whoever has read all, and nothing more once all have enough', async (t) => {
  const { list, asked, say, read } = await open(t);
  await say(300);
  await say(300, ada.id);
  await read(eve.id, 600);
  assert.deepEqual(await seen(list, eve.id), [0]);
  assert.deepEqual(asked, []);
  assert.deepEqual([await seen(list, toto.id), await seen(list, ada.id)], [[100], [100]]);
  assert.deepEqual(asked, ['345 to 600', '1 to 344 without p-ada']);
});

test('a room is looked through no further than all need, and each message counts once', async (t) => {
  const long = await open(t);
  await long.say(1_500);
  await long.say(300, ada.id);
  await long.say(300);
  assert.deepEqual(await seen(long.list, toto.id), [100]);
  assert.deepEqual(long.asked, ['1845 to 2100', '1333 to 1844 without p-toto']);
  const short = await open(t);
  await short.say(44);
  await short.say(1, eve.id);
  await short.say(255);
  assert.deepEqual(await seen(short.list, toto.id), [1]);
  assert.deepEqual(short.asked, ['45 to 300', '1 to 44 without p-toto']);
});

test('up to a thousand changes are caught up with, and more are gathered anew', async (t) => {
  const { list, asked, say } = await open(t);
  await say(10);
  await seen(list, ada.id);
  await say(1_000);
  await seen(list, ada.id);
  await say(1_001);
  await seen(list, ada.id);
  assert.deepEqual(asked, [
    '1 to 10',
    'after 10',
    '1756 to 2011',
    '1244 to 1755 without p-toto',
    '220 to 1243 without p-toto',
    '1 to 219 without p-toto',
  ]);
});

test('two who ask at the same time count what is new once each', async (t) => {
  const { list, asked, say } = await open(t);
  await say(3);
  await seen(list, ada.id);
  await say(4);
  const both = await Promise.all([seen(list, ada.id), seen(list, eve.id)]);
  assert.deepEqual(both, [[7], [7]]);
  assert.deepEqual(asked, ['1 to 3', 'after 3', 'after 3']);
});

test('whoever is late with what they read takes back nothing of what was read since', async (t) => {
  const { list, say, held } = await open(t);
  await say(3);
  await seen(list, ada.id);
  await say(1);
  const late = Promise.withResolvers<void>();
  held.push(late.promise);
  const first = seen(list, ada.id);
  await until(() => held.length === 0, 'the late question');
  await say(1);
  assert.deepEqual(await seen(list, eve.id), [5]);
  late.resolve();
  assert.deepEqual([await first, await seen(list, ada.id)], [[4], [5]]);
});

test('where more were deleted than there were held, the room is gathered anew', async (t) => {
  const { list, asked, say, removeLast } = await open(t);
  await say(400);
  await seen(list, ada.id);
  await removeLast(101);
  assert.deepEqual(await seen(list, ada.id), [100]);
  assert.deepEqual(asked.slice(-3), ['after 400', '246 to 501', '1 to 245']);
  asked.length = 0;
  assert.deepEqual(await seen(list, eve.id), [100]);
  assert.deepEqual(asked, []);
});

test('a long room is looked through in several turns', async (t) => {
  const { list, asked, say, turnsOf } = await open(t);
  await say(20_000);
  const turns = await turnsOf(() => seen(list, ada.id));
  assert.equal(asked.length, 7);
  assert.ok(turns >= 6, `${turns} turns`);
});

test('many rooms are caught up with in several turns', async (t) => {
  const { list, asked, say, write, turnsOf } = await open(t);
  const sql = `WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < 20)
    INSERT INTO rooms (id, name, key, topic, rev) SELECT n, n, n, '', 9 FROM number`;
  await write(sql);
  await say(9);
  await seen(list, ada.id);
  await write('UPDATE rooms SET rev = 10');
  asked.length = 0;
  const turns = await turnsOf(() => seen(list, ada.id));
  assert.equal(asked.length, 20);
  assert.ok(turns >= 19, `${turns} turns`);
});

async function seen(list: RoomList, person: string): Promise<number[]> {
  return (await list.seenBy(person)).slice(0, 1).map(({ unread }) => unread);
}

/** A room in which Toto says something, and what is asked about its messages. */
async function open(t: TestContext) {
  const store = openSqlite(temporaryFolder(t));
  t.after(() => store.close());
  const asked: string[] = [];
  /** What the next question waits for when it has been read. */
  const held: Promise<void>[] = [];
  const database: Database = {
    ...store,
    all: async <Row>(sql: string, ...values: (string | number)[]) => {
      if (!sql.includes('FROM messages')) return store.all<Row>(sql, ...values);
      asked.push(spanOf(values));
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
    await write('UPDATE rooms SET rev = ? WHERE id = 1', rev);
  };
  const say = async (count: number, by = toto.id) => {
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
  return { list, asked, held, say, removeLast, read, write, turnsOf: turnsOn(t, asked) };
}

/** Counts the turns that some work takes where each question seems to take 3 ms. */
function turnsOn(t: TestContext, asked: string[]) {
  return async (work: () => Promise<unknown>): Promise<number> => {
    const passes = seemingTime(t);
    asked.push = (...more) => {
      passes(3);
      return Array.prototype.push.apply(asked, more);
    };
    const [watched, over] = [{ turns: 0 }, new AbortController()];
    void countTurns(watched, over.signal);
    await work();
    over.abort();
    return watched.turns;
  };
}

/** The places that a question is about, or the revision after which it begins. */
function spanOf([, second, first, without]: (string | number)[]): string {
  if (first === undefined) return `after ${second}`;
  const others = without === '' ? '' : ` without ${without}`;
  return `${first} to ${Number(second) - 1}${others}`;
}
