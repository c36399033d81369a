import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import type { Change } from '../commands/registry.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Database, Queries } from '../store/database.ts';
import { realDisk, type Disk } from '../store/sqlite/disk.ts';
import { historyBefore } from '../store/messages.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { ManualDisk } from '../test-support/doubles/manual-disk.ts';
import { toto } from '../test-support/doubles/store-spec.ts';
import { commitQueueOn } from '../test-support/doubles/test-commit-queue.ts';
import { countTurns } from '../test-support/doubles/event-loop-turns.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { until, within } from '../test-support/waits.ts';

test('changes that arrive while the disk is busy join the waiting transaction', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const writes = [write(commitQueue, 'one')];
  await disk.syncRequested();
  writes.push(write(commitQueue, 'two'));
  await added(2);
  writes.push(write(commitQueue, 'three'));
  assert.deepEqual(announced, []);
  disk.complete();
  await disk.syncRequested();
  await writes[0];
  assert.deepEqual(announced, [1]);
  disk.complete();
  await Promise.all(writes);
  assert.deepEqual(announced, [1, 2]);
});

test('changes that arrive many turns later join too, as long as the disk is busy', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const writes = [write(commitQueue, 'one')];
  await disk.syncRequested();
  writes.push(write(commitQueue, 'two'));
  await added(2);
  for (let turns = 0; turns < 5; turns++) await turn();
  writes.push(write(commitQueue, 'three'));
  disk.complete();
  await disk.syncRequested();
  disk.complete();
  await Promise.all(writes);
  assert.deepEqual(announced, [1, 2]);
});

test('a change sent right after the first answer joins the transaction that waits for the disk', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const writes = [write(commitQueue, 'one').then(() => write(commitQueue, 'one more'))];
  await disk.syncRequested();
  writes.push(write(commitQueue, 'two'));
  await added(2);
  disk.complete();
  await disk.syncRequested();
  disk.complete();
  await Promise.all(writes);
  assert.deepEqual(announced, [1, 2]);
});

test('while the disk is idle, later changes get their own transaction', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const onDisk = async (work: Promise<void>) => {
    await disk.syncRequested();
    disk.complete();
    await work;
  };
  await onDisk(write(commitQueue, 'one'));
  const second = write(commitQueue, 'two');
  await added(2);
  const third = write(commitQueue, 'three');
  await onDisk(second);
  await onDisk(third);
  assert.deepEqual(announced, [1, 1, 1]);
});

test('changes that arrive while a faulty one is isolated come after its neighbours', async (t) => {
  const { commitQueue, disk, announced, added, texts } = open(t);
  const writes = [write(commitQueue, 'one')];
  await disk.syncRequested();
  writes.push(write(commitQueue, 'two'));
  const faulty = assert.rejects(write(commitQueue, 7 as unknown as string), TypeError);
  writes.push(write(commitQueue, 'three'));
  // Once together with the faulty change and once alone.
  await added(3);
  writes.push(write(commitQueue, 'four'));
  for (let syncs = 0; syncs < 3; syncs++) {
    disk.complete();
    await disk.syncRequested();
  }
  disk.complete();
  await Promise.all([...writes, faulty]);
  assert.deepEqual(announced, [1, 1, 1, 1]);
  assert.deepEqual(await texts(), ['one', 'two', 'three', 'four']);
});

test('they come after all neighbours, however many transactions those take', async (t) => {
  const { commitQueue, disk, announced, added, texts } = open(t);
  const writes = [write(commitQueue, 'one')];
  await disk.syncRequested();
  const faulty = assert.rejects(write(commitQueue, 7 as unknown as string), TypeError);
  writes.push(...['two', 'three', 'four'].map((text) => write(commitQueue, text)));
  await added(2);
  writes.push(write(commitQueue, 'five'));
  for (let syncs = 0; syncs < 3; syncs++) {
    disk.complete();
    await disk.syncRequested();
  }
  disk.complete();
  await Promise.all([...writes, faulty]);
  assert.deepEqual(announced, [1, 1, 2, 1]);
  assert.deepEqual(await texts(), ['one', 'two', 'three', 'four', 'five']);
});

test('a transaction takes at most a thousand changes, early and late ones together', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const writes = [write(commitQueue, 'one')];
  await disk.syncRequested();
  writes.push(...Array.from({ length: 600 }, (_, number) => write(commitQueue, `early ${number}`)));
  await added(601);
  writes.push(...Array.from({ length: 600 }, (_, number) => write(commitQueue, `late ${number}`)));
  for (let syncs = 0; syncs < 3; syncs++) {
    await disk.syncRequested();
    disk.complete();
  }
  await Promise.all(writes);
  assert.deepEqual(announced, [1, 1_000, 200]);
});

test('all answers of one transaction come before those of the next', async (t) => {
  const { commitQueue, disk, added } = open(t);
  const answered: string[] = [];
  const post = (text: string) => write(commitQueue, text).then(() => answered.push(text));
  const texts = Array.from({ length: 600 }, (_, number) => `early ${number}`);
  const writes = texts.map(post);
  await disk.syncRequested();
  writes.push(post('late'));
  await added(601);
  disk.complete();
  await disk.syncRequested();
  disk.complete();
  await Promise.all(writes);
  assert.deepEqual(answered, [...texts, 'late']);
});

test('at most a hundred answers are sent per turn, all of them before drain resolves', async (t) => {
  const { commitQueue } = open(t, realDisk);
  const [count, over] = [{ turns: 0 }, new AbortController()];
  const answeredIn: number[] = [];
  for (let number = 0; number < 250; number++) {
    void write(commitQueue, `${number}`).then(() => answeredIn.push(count.turns));
  }
  void countTurns(count, over.signal);
  await commitQueue.drain();
  over.abort();
  const perTurn = [...Map.groupBy(answeredIn, (turns) => turns).values()];
  assert.deepEqual(
    perTurn.map(({ length }) => length),
    [100, 100, 50],
  );
});

function open(t: TestContext, real?: Disk) {
  const disk = new ManualDisk();
  const database = openSqlite(temporaryFolder(t), real ?? disk);
  t.after(() => database.close());
  /** Number of changes in each transaction. */
  const announced: number[] = [];
  const counted = new CountedAdditions(database);
  const commitQueue = commitQueueOn(
    counted.database,
    async (outcomes) => void announced.push(outcomes.length),
  );
  const texts = async (): Promise<unknown[]> => {
    const { messages } = (await historyBefore(database, 'general', undefined))!;
    return messages.map((message) => message.kind === 'text' && message.text);
  };
  return { commitQueue, disk, announced, texts, added: (count: number) => counted.reached(count) };
}

/** A database that counts the messages added to it, synced or not. */
class CountedAdditions {
  readonly database: Database;
  #count = 0;

  constructor(database: Database) {
    this.database = {
      ...database,
      transaction: (work, committed) =>
        database.transaction(
          (queries) => work({ ...queries, run: (...statement) => this.#run(queries, statement) }),
          committed,
        ),
    };
  }

  reached(count: number): Promise<void> {
    return until(() => this.#count >= count, `${count} additions`);
  }

  #run(queries: Queries, statement: Parameters<Queries['run']>): Promise<number> {
    this.#count += 1;
    return queries.run(...statement);
  }
}

async function write(commitQueue: CommitQueue, text: string): Promise<void> {
  const change: Change = { type: 'post', id: `message-${text}`, room: 'general', text };
  const outcome = await within(commitQueue.write({ by: toto, at: 1_000, change }), 'an answer');
  assert.equal(outcome.is, 'changed');
}
