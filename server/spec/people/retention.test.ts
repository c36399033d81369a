import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Person } from '../../../protocol/model.ts';
import { Retention } from '../../maintenance/retention.ts';
import type { Change } from '../../commands/registry.ts';
import type { CommitQueue } from '../../commit/commit-queue.ts';
import type { Database } from '../../store/database.ts';
import { answerTo } from '../../store/answers.ts';
import { addHours } from '../../store/meta.ts';
import { openSqlite } from '../../store/sqlite/open.ts';
import { ada, toto } from '../../test-support/doubles/store-spec.ts';
import { ManualClock } from '../../test-support/doubles/manual-clock.ts';
import { commitQueueOn } from '../../test-support/doubles/test-commit-queue.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { addHoursRun, startServer } from '../../test-support/running/test-server.ts';

/** Hours. */
const aDay = 24;
const anHour = 60 * 60 * 1_000;

test('the answer to a change is repeated for 30 days of uptime', async (t) => {
  const { write, run, ran, database } = open(t);
  await write({ type: 'room.create', id: 'create-1', name: 'tea' });
  await ran(1);
  await write({ type: 'room.create', id: 'create-2', name: 'milk' });
  const known = async () => {
    await run();
    const all = ['create-1', 'create-2'].map((id) => answerTo(database, toto.id, id));
    return (await Promise.all(all)).map((answer) => answer !== undefined);
  };
  await ran(30 * aDay - 1);
  assert.deepEqual(await known(), [true, true]);
  await ran(1);
  assert.deepEqual(await known(), [false, true]);
  await ran(1);
  assert.deepEqual(await known(), [false, false]);
});

test('a person absent for 90 days is deleted, and the name is free', async (t) => {
  const { write, run, ran, rows } = open(t);
  await write({ type: 'sign-in', id: toto.id, name: 'Toto', hash: 'old' });
  await write({ type: 'read', room: 'general', seq: 0 });
  await write({ type: 'post', id: 'message-1', room: 'general', text: 'coucou' });
  await ran(aDay);
  await write({ type: 'sign-in', id: ada.id, name: 'Ada', hash: 'new' });
  await ran(89 * aDay);
  await run();
  assert.deepEqual(await rows('people', 'id'), [ada.id, toto.id]);
  await ran(1);
  await run();
  assert.deepEqual(await rows('people', 'id'), [ada.id]);
  assert.deepEqual(await rows('sessions', 'hash'), ['new']);
  assert.deepEqual(await rows('reads', 'person'), []);
  assert.deepEqual(await rows('messages', 'author'), [toto.id]);
  const outcome = await write({ type: 'sign-in', id: 'p-other', name: 'Toto', hash: 'other' });
  assert.equal(outcome.is, 'signed-in');
});

test('a person who signed out is deleted after a day, a connected one is not', async (t) => {
  const { write, run, ran, rows } = open(t);
  await write({ type: 'sign-in', id: toto.id, name: 'Toto', hash: 'one' });
  await write({ type: 'sign-in', id: ada.id, name: 'Ada', hash: 'two' });
  await write({ type: 'sign-out', hash: 'one' });
  await ran(aDay);
  await run();
  assert.deepEqual(await rows('people', 'id'), [ada.id, toto.id]);
  await ran(1);
  await run();
  assert.deepEqual(await rows('people', 'id'), [ada.id]);
});

test('a name that was not seen for 30 days is free if it has written nothing', async (t) => {
  const { write, writeAs, run, ran, rows } = open(t, 30);
  await write({ type: 'sign-in', id: toto.id, name: 'Toto', hash: 'one' });
  await write({ type: 'recovery.set', recovery: 'slow-hash' });
  await write({ type: 'sign-in', id: ada.id, name: 'Ada', hash: 'two' });
  await writeAs(ada, { type: 'post', id: 'message-1', room: 'general', text: 'coucou' });
  await ran(30 * aDay);
  await run();
  assert.deepEqual(await rows('people', 'name'), ['Ada', 'Toto']);
  await ran(1);
  await run();
  assert.deepEqual(await rows('people', 'name'), ['Ada']);
  assert.deepEqual(await rows('sessions', 'hash'), ['two']);
  const outcome = await write({ type: 'sign-in', id: 'p-other', name: 'Toto', hash: 'other' });
  assert.equal(outcome.is, 'signed-in');
});

test('a name with a recovery code was last seen when its last session was used', async (t) => {
  const { write, run, ran, rows } = open(t, 30);
  await write({ type: 'sign-in', id: toto.id, name: 'Toto', hash: 'one' });
  await write({ type: 'recovery.set', recovery: 'slow-hash' });
  await ran(20 * aDay);
  await write({ type: 'session.use', hash: 'one' });
  await write({ type: 'sign-out', hash: 'one' });
  await ran(30 * aDay);
  await run();
  assert.deepEqual(await rows('people', 'name'), ['Toto']);
  await ran(1);
  await run();
  assert.deepEqual(await rows('people', 'name'), []);
});

test('with 0 days a name stays', async (t) => {
  const { write, run, ran, rows } = open(t);
  await write({ type: 'sign-in', id: toto.id, name: 'Toto', hash: 'one' });
  await ran(89 * aDay);
  await run();
  assert.deepEqual(await rows('people', 'name'), ['Toto']);
});

test('much data is deleted in many small transactions', async (t) => {
  const { write, clock, ran, database, rows, commitQueue } = open(t);
  await addMany(database, 1_800);
  await ran(90 * aDay + 1);
  await write({ type: 'sign-in', id: ada.id, name: 'Ada', hash: 'new' });
  const written: string[] = [];
  const counted: Pick<CommitQueue, 'write'> = {
    write: (request) => {
      written.push('of' in request.change ? request.change.of : request.change.type);
      return commitQueue.write(request);
    },
  };
  const forgetting = new Retention({
    clock,
    database,
    nameKeptDays: 30,
    commitQueue: counted,
    reportError: assert.ifError,
  });
  await forgetting.run();
  const kinds = ['answers', 'people', 'reads'];
  assert.deepEqual(written, [
    ...Array.from({ length: 18 }, () => 'sessions.end'),
    ...kinds.flatMap((kind) => [kind, kind, kind, kind]),
  ]);
  assert.deepEqual(await rows('people', 'id'), [ada.id]);
  for (const [table, key] of [
    ['reads', 'person'],
    ['answers', 'id'],
  ] as const) {
    assert.deepEqual(await rows(table, key), []);
  }
  written.length = 0;
  await forgetting.run();
  assert.deepEqual(written, []);
});

test('nothing is written after the server stops', async (t) => {
  const { write, run, ran, clock, commitQueue, forgetting, rows } = open(t);
  await write({ type: 'sign-in', id: toto.id, name: 'Toto', hash: 'old' });
  await ran(90 * aDay + 1);
  forgetting.stop();
  await run();
  clock.pass(anHour);
  await commitQueue.drain();
  assert.deepEqual(await rows('sessions', 'hash'), ['old']);
  assert.deepEqual(await rows('store', 'hours'), [90 * aDay + 1]);
});

test('expired data is deleted at the start and once a day', async (t) => {
  const server = await startServer(t);
  const create = { type: 'room.create', id: 'create-1', name: 'tea' } as const;
  const again = async (): Promise<string> => {
    const toto = await server.join(who);
    return (await toto.ask(create)).type;
  };
  const who = await server.signIn('Toto');
  assert.deepEqual([await again(), await again()], ['ack', 'ack']);
  await server.stop();
  addHoursRun(server, 30 * aDay + 1);
  await server.start();
  // Deletion is long done before anybody connects.
  assert.equal(await again(), 'refused');
});

test('an hour counts when the server has run for it, whatever the clock shows', async (t) => {
  const { clock, commitQueue, rows } = open(t);
  const hours = async () => {
    await commitQueue.drain();
    return rows('store', 'hours');
  };
  clock.pass(anHour - 1);
  clock.set(200 * aDay * anHour);
  assert.deepEqual(await hours(), [0]);
  clock.pass(1);
  assert.deepEqual(await hours(), [1]);
  clock.set(-400 * aDay * anHour);
  clock.pass(2 * anHour);
  assert.deepEqual(await hours(), [3]);
});

/** This number of people with a session, a read mark and an answer, all of the first hour. */
async function addMany(database: Database, some: number): Promise<void> {
  await database.transaction(async (queries) => {
    const numbers = `WITH RECURSIVE number (n) AS
      (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${some})`;
    await queries.run(
      `${numbers} INSERT INTO people (id, name, key, at) SELECT 'p' || n, 'P' || n, 'p' || n, 0 FROM number`,
    );
    await queries.run(
      `${numbers} INSERT INTO sessions (hash, person, at, used) SELECT 's' || n, 'p' || n, 0, 0 FROM number`,
    );
    await queries.run(`${numbers} INSERT INTO reads SELECT 'p' || n, 1, 0 FROM number`);
    await queries.run(
      `${numbers} INSERT INTO answers (id, person, rev, at) SELECT 'a' || n, 'p' || n, 0, 0 FROM number`,
    );
  });
}

function open(t: TestContext, nameKeptDays = 0) {
  const database = openSqlite(temporaryFolder(t));
  t.after(() => database.close());
  const clock = new ManualClock();
  const commitQueue = commitQueueOn(database, async () => {});
  const forgetting = new Retention({
    clock,
    database,
    nameKeptDays,
    commitQueue,
    reportError: assert.ifError,
  });
  const writeAs = (by: Person, change: Change) =>
    commitQueue.write({ by, at: clock.now(), change });
  const write = (change: Change) => writeAs(toto, change);
  const rows = async (table: string, key: string): Promise<unknown[]> => {
    const all = await database.all<object>(`SELECT ${key} FROM ${table} ORDER BY 1`);
    return all.flatMap((row) => Object.values(row) as unknown[]);
  };
  /** Adds hours of uptime. */
  const ran = (hours: number) => database.transaction((queries) => addHours(queries, hours));
  return {
    database,
    clock,
    commitQueue,
    forgetting,
    write,
    writeAs,
    run: () => forgetting.run(),
    ran,
    rows,
  };
}
