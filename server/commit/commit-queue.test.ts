import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import type { TextMessage } from '../../protocol/model.ts';
import type { Change } from '../commands/registry.ts';
import { revisionOf, type Outcome } from '../commands/outcome.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Database } from '../store/database.ts';
import { historyBefore } from '../store/messages.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { toto } from '../test-support/doubles/store-spec.ts';
import { commitQueueOn } from '../test-support/doubles/test-commit-queue.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { until, within } from '../test-support/waits.ts';

test('changes of one turn are one transaction, announced together and then answered', async (t) => {
  const { queue, trace } = open(t);
  await Promise.all(
    [post('one'), post('two'), post('three')].map((change) => write(queue, change, trace)),
  );
  assert.deepEqual(trace, ['announced one two three', 'one at 1', 'two at 2', 'three at 3']);
});

test('changes of the next turn are the next transaction', async (t) => {
  const { queue, trace } = open(t);
  const first = write(queue, post('one'), trace);
  await until(() => trace.includes('announced one'), 'the first');
  await Promise.all([first, write(queue, post('two'), trace), write(queue, post('three'), trace)]);
  assert.deepEqual(trace, [
    'announced one',
    'one at 1',
    'announced two three',
    'two at 2',
    'three at 3',
  ]);
});

test('a change that arrives during a transaction waits for the next one', async (t) => {
  const { queue, trace } = open(t);
  const first = write(queue, post('one'), trace);
  await first.then(() => write(queue, post('two'), trace));
  assert.deepEqual(trace, ['announced one', 'one at 1', 'announced two', 'two at 2']);
});

test('a change that throws fails alone, and its neighbours are committed in order', async (t) => {
  const { queue, trace, database } = open(t);
  await Promise.all(
    [post('one'), faulty, post('two'), faulty, post('three')].map((change) =>
      write(queue, change, trace),
    ),
  );
  assert.deepEqual(
    Map.groupBy(trace, (line) => line.startsWith('failed')),
    new Map([
      [true, ['failed: TypeError', 'failed: TypeError']],
      [
        false,
        ['announced one', 'one at 1', 'announced two', 'two at 2', 'announced three', 'three at 3'],
      ],
    ]),
  );
  assert.deepEqual(await texts(database), ['one', 'two', 'three']);
});

test('one throwing change among many is isolated in few transactions', async (t) => {
  const { queue, trace } = open(t);
  const many = Array.from({ length: 1_000 }, (_, number) => post(`${number}`));
  await Promise.all(many.with(700, faulty).map((change) => write(queue, change, trace)));
  const announced = trace.filter((line) => line.startsWith('announced'));
  assert.equal(trace.length, announced.length + many.length);
  assert.ok(announced.length <= 10, `${announced.length} transactions`);
});

test('a refused change is answered, and its neighbours stay in the same transaction', async (t) => {
  const { queue, trace } = open(t);
  await Promise.all(
    [post('one'), post(' '), post('two')].map((change) => write(queue, change, trace)),
  );
  assert.deepEqual(trace, ['announced one refused two', 'one at 1', 'refused', 'two at 2']);
});

test('an answered change can be read', async (t) => {
  const { queue, trace, database } = open(t);
  await write(queue, post('one'), trace);
  assert.deepEqual(await texts(database), ['one']);
});

test('an answer waits for the broadcast, the next transaction does not', async (t) => {
  const { queue, trace, broadcasts } = open(t);
  const large = Promise.withResolvers<void>();
  broadcasts.push(large.promise);
  const first = write(queue, post('one'), trace);
  await until(() => trace.includes('announced one'), 'the first');
  await write(queue, post('two'), trace);
  const drained = queue.drain().then(() => trace.push('drained'));
  trace.push('broadcast done');
  large.resolve();
  await Promise.all([first, drained]);
  assert.deepEqual(trace.slice(0, 3), ['announced one', 'announced two', 'two at 2']);
  assert.deepEqual(trace.slice(3), ['broadcast done', 'one at 1', 'drained']);
});

test('drain waits for all earlier changes, of this turn and others', async (t) => {
  const { queue, trace, database } = open(t);
  const writes = [write(queue, post('one'), trace)];
  await turn();
  writes.push(write(queue, post('two'), trace));
  await queue.drain();
  assert.deepEqual(await texts(database), ['one', 'two']);
  await Promise.all(writes);
  assert.deepEqual(trace, ['announced one', 'one at 1', 'announced two', 'two at 2']);
});

test('drain resolves at once if nothing was written', async (t) => {
  const { queue, trace } = open(t);
  await queue.drain();
  assert.deepEqual(trace, []);
});

test('a change that the store cannot write is refused at once and not announced', async (t) => {
  const { queue, trace, database, lock } = open(t);
  await write(queue, post('one'), trace);
  await lock();
  await Promise.all([post('two'), post('three')].map((change) => write(queue, change, trace)));
  await write(queue, post('four'), trace);
  assert.deepEqual(trace, [
    'announced one',
    'one at 1',
    'Nothing can be written',
    'refused',
    'refused',
    'refused',
  ]);
  assert.deepEqual(await texts(database), ['one']);
});

test('a refusal in a failed transaction is not remembered: the change is evaluated again', async (t) => {
  const { queue, trace, lock } = open(t);
  const tea = { type: 'room.create', id: 'create-tea', name: 'tea' } as const;
  const changes: Change[] = [{ ...tea, id: 'create-first' }, tea, inTea];
  const unlock = await lock();
  await Promise.all(changes.map((change) => write(queue, change, trace)));
  unlock();
  await write(queue, tea, trace);
  await write(queue, inTea, trace);
  assert.deepEqual(trace.slice(-5), [
    'The store can write again.',
    'announced made',
    'made',
    'announced in tea',
    'in tea at 1',
  ]);
});

test('a refusal beside a throwing change is evaluated once more and then remembered', async (t) => {
  const { queue, trace } = open(t);
  const tea = { type: 'room.create', id: 'create-tea', name: 'tea' } as const;
  await Promise.all([inTea, tea, faulty, inTea].map((change) => write(queue, change, trace)));
  await write(queue, inTea, trace);
  assert.deepEqual(
    trace.filter((line) => !line.startsWith('announced')),
    ['failed: TypeError', 'refused', 'made', 'refused', 'refused'],
  );
});

test('a copy of a refused change in the same transaction is refused too', async (t) => {
  const { queue, trace } = open(t);
  const tea = { type: 'room.create', id: 'create-tea', name: 'tea' } as const;
  await Promise.all([inTea, tea, inTea].map((change) => write(queue, change, trace)));
  assert.deepEqual(trace, ['announced refused made refused', 'refused', 'made', 'refused']);
});

test('a small probe write detects that the store can write again', async (t) => {
  const { queue, trace, database, lock } = open(t);
  assert.equal(await queue.canWrite(), true);
  const unlock = await lock();
  await write(queue, post('one'), trace);
  assert.deepEqual(await Promise.all([queue.canWrite(), queue.canWrite()]), [false, false]);
  unlock();
  assert.equal(await queue.canWrite(), true);
  await write(queue, post('one'), trace);
  assert.deepEqual(trace, [
    'Nothing can be written',
    'refused',
    'The store can write again.',
    'announced done',
    'announced one',
    'one at 1',
  ]);
  assert.deepEqual(await texts(database), ['one']);
});

const inTea: Change = { type: 'post', id: 'message-in-tea', room: 'tea', text: 'in tea' };

/** Simulates an internal error: the schemas reject such a change. */
const faulty = { ...post('faulty'), text: 7 } as unknown as Change;

function open(t: TestContext) {
  const folder = temporaryFolder(t);
  const database = openSqlite(folder);
  t.after(() => database.close());
  const trace: string[] = [];
  const broadcasts: Promise<void>[] = [];
  const announce = async (outcomes: Outcome[]) => {
    trace.push(`announced ${outcomes.map(textOf).join(' ')}`);
    await broadcasts.shift();
  };
  const log = (sentence: unknown) => void trace.push(String(sentence).split(' to ')[0]!);
  const queue = commitQueueOn(database, announce, log);
  const lockFile = () => lock(database, join(folder, 'causette.db'));
  return { database, trace, broadcasts, queue, lock: lockFile };
}

/** Another program locks the database until the returned function is called. */
async function lock(database: Database, file: string): Promise<() => void> {
  await database.transaction((queries) => queries.get('PRAGMA busy_timeout = 0'));
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  return () => other.close();
}

async function write(queue: CommitQueue, change: Change, trace: string[]): Promise<void> {
  try {
    const written = queue.write({ by: toto, at: 1_000, change });
    const outcome = await within(written, 'an answer');
    const place = outcome.is === 'changed' ? ` at ${revisionOf(outcome)}` : '';
    trace.push(textOf(outcome) + place);
  } catch (error) {
    trace.push(`failed: ${(error as Error).name}`);
  }
}

function textOf(outcome: Outcome): string {
  if (outcome.is !== 'changed') return outcome.is;
  return outcome.changed.map(({ message }) => (message as TextMessage).text).join();
}

function post(text: string): Change {
  return { type: 'post', id: `message-${text.trim()}`, room: 'general', text };
}

async function texts(database: Database): Promise<unknown[]> {
  const { messages } = (await historyBefore(database, 'general', undefined))!;
  return messages.map((message) => message.kind === 'text' && message.text);
}
