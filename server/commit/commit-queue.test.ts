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
import { toto } from '../test-support/store-spec.ts';
import { ledgerOn } from '../test-support/test-commit-queue.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { until, within } from '../test-support/waits.ts';

test('changes of one turn are one transaction, announced together and then answered', async (t) => {
  const { queue, trace } = open(t);
  await Promise.all(
    [say('one'), say('two'), say('three')].map((change) => write(queue, change, trace)),
  );
  assert.deepEqual(trace, ['announced one two three', 'one at 1', 'two at 2', 'three at 3']);
});

test('changes of the next turn are the next transaction', async (t) => {
  const { queue, trace } = open(t);
  const first = write(queue, say('one'), trace);
  await until(() => trace.includes('announced one'), 'the first');
  await Promise.all([first, write(queue, say('two'), trace), write(queue, say('three'), trace)]);
  assert.deepEqual(trace, [
    'announced one',
    'one at 1',
    'announced two three',
    'two at 2',
    'three at 3',
  ]);
});

test('what is written while a turn is written waits for the next', async (t) => {
  const { queue, trace } = open(t);
  const first = write(queue, say('one'), trace);
  await first.then(() => write(queue, say('two'), trace));
  assert.deepEqual(trace, ['announced one', 'one at 1', 'announced two', 'two at 2']);
});

test('a change that throws fails alone, and its neighbours are kept in order', async (t) => {
  const { queue, trace, database } = open(t);
  await Promise.all(
    [say('one'), faulty, say('two'), faulty, say('three')].map((change) =>
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

test('among many, the one that throws is found in few transactions', async (t) => {
  const { queue, trace } = open(t);
  const many = Array.from({ length: 1_000 }, (_, number) => say(`${number}`));
  await Promise.all(many.with(700, faulty).map((change) => write(queue, change, trace)));
  const told = trace.filter((line) => line.startsWith('announced'));
  assert.equal(trace.length, told.length + many.length);
  assert.ok(told.length <= 10, `${told.length} transactions`);
});

test('a refused change is an answer, and its neighbours stay in its transaction', async (t) => {
  const { queue, trace } = open(t);
  await Promise.all(
    [say('one'), say(' '), say('two')].map((change) => write(queue, change, trace)),
  );
  assert.deepEqual(trace, ['announced one refused two', 'one at 1', 'refused', 'two at 2']);
});

test('what is answered can be read', async (t) => {
  const { queue, trace, database } = open(t);
  await write(queue, say('one'), trace);
  assert.deepEqual(await texts(database), ['one']);
});

test('an answer waits until everybody is told, and the next transaction does not', async (t) => {
  const { queue, trace, told } = open(t);
  const large = Promise.withResolvers<void>();
  told.push(large.promise);
  const first = write(queue, say('one'), trace);
  await until(() => trace.includes('announced one'), 'the first');
  await write(queue, say('two'), trace);
  const drained = queue.drain().then(() => trace.push('drained'));
  trace.push('everybody is told');
  large.resolve();
  await Promise.all([first, drained]);
  assert.deepEqual(trace.slice(0, 3), ['announced one', 'announced two', 'two at 2']);
  assert.deepEqual(trace.slice(3), ['everybody is told', 'one at 1', 'drained']);
});

test('draining waits for all that was written before, in whatever turn', async (t) => {
  const { queue, trace, database } = open(t);
  const works = [write(queue, say('one'), trace)];
  await turn();
  works.push(write(queue, say('two'), trace));
  await queue.drain();
  assert.deepEqual(await texts(database), ['one', 'two']);
  await Promise.all(works);
  assert.deepEqual(trace, ['announced one', 'one at 1', 'announced two', 'two at 2']);
});

test('draining when nothing was written is done at once', async (t) => {
  const { queue, trace } = open(t);
  await queue.drain();
  assert.deepEqual(trace, []);
});

test('what the store cannot keep is refused at once and announced to nobody', async (t) => {
  const { queue, trace, database, lock } = open(t);
  await write(queue, say('one'), trace);
  await lock();
  await Promise.all([say('two'), say('three')].map((change) => write(queue, change, trace)));
  await write(queue, say('four'), trace);
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

test('what was refused in a transaction that was not kept is judged anew', async (t) => {
  const { queue, trace, lock } = open(t);
  const tea = { type: 'room.create', id: 'create-tea', name: 'tea' } as const;
  const changes: Change[] = [{ ...tea, id: 'create-first' }, tea, inTea];
  const unlock = await lock();
  await Promise.all(changes.map((change) => write(queue, change, trace)));
  unlock();
  await write(queue, tea, trace);
  await write(queue, inTea, trace);
  assert.deepEqual(trace.slice(-5), [
    'The store keeps what it is given again.',
    'announced made',
    'made',
    'announced in tea',
    'in tea at 1',
  ]);
});

test('what was refused beside a change that throws is judged once more, and then remembered', async (t) => {
  const { queue, trace } = open(t);
  const tea = { type: 'room.create', id: 'create-tea', name: 'tea' } as const;
  await Promise.all([inTea, tea, faulty, inTea].map((change) => write(queue, change, trace)));
  await write(queue, inTea, trace);
  assert.deepEqual(
    trace.filter((line) => !line.startsWith('announced')),
    ['failed: TypeError', 'refused', 'made', 'refused', 'refused'],
  );
});

test('a copy in the same transaction as what was refused is refused too', async (t) => {
  const { queue, trace } = open(t);
  const tea = { type: 'room.create', id: 'create-tea', name: 'tea' } as const;
  await Promise.all([inTea, tea, inTea].map((change) => write(queue, change, trace)));
  assert.deepEqual(trace, ['announced refused made refused', 'refused', 'made', 'refused']);
});

test('a small write finds out that the store keeps things again', async (t) => {
  const { queue, trace, database, lock } = open(t);
  assert.equal(await queue.isKeeping(), true);
  const unlock = await lock();
  await write(queue, say('one'), trace);
  assert.deepEqual(await Promise.all([queue.isKeeping(), queue.isKeeping()]), [false, false]);
  unlock();
  assert.equal(await queue.isKeeping(), true);
  await write(queue, say('one'), trace);
  assert.deepEqual(trace, [
    'Nothing can be written',
    'refused',
    'The store keeps what it is given again.',
    'announced done',
    'announced one',
    'one at 1',
  ]);
  assert.deepEqual(await texts(database), ['one']);
});

const inTea: Change = { type: 'post', id: 'message-in-tea', room: 'tea', text: 'in tea' };

/** What a bug of ours could look like: the schemas let nothing of the kind pass. */
const faulty = { ...say('faulty'), text: 7 } as unknown as Change;

function open(t: TestContext) {
  const folder = temporaryFolder(t);
  const database = openSqlite(folder);
  t.after(() => database.close());
  const trace: string[] = [];
  const told: Promise<void>[] = [];
  const announce = async (outcomes: Outcome[]) => {
    trace.push(`announced ${outcomes.map(wordOf).join(' ')}`);
    await told.shift();
  };
  const log = (sentence: unknown) => void trace.push(String(sentence).split(' to ')[0]!);
  const queue = ledgerOn(database, announce, log);
  const lockFile = () => lock(database, join(folder, 'causette.db'));
  return { database, trace, told, queue, lock: lockFile };
}

/** Another program holds the database locked, until what this returns is called. */
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
    trace.push(wordOf(outcome) + place);
  } catch (error) {
    trace.push(`failed: ${(error as Error).name}`);
  }
}

function wordOf(outcome: Outcome): string {
  if (outcome.is !== 'changed') return outcome.is;
  return outcome.changed.map(({ message }) => (message as TextMessage).text).join();
}

function say(text: string): Change {
  return { type: 'post', id: `message-${text.trim()}`, room: 'general', text };
}

async function texts(database: Database): Promise<unknown[]> {
  const { messages } = (await historyBefore(database, 'general', undefined))!;
  return messages.map((message) => message.kind === 'text' && message.text);
}
