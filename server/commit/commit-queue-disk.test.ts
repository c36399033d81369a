import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import type { Change } from '../commands/registry.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Database, Queries } from '../store/database.ts';
import { realDisk, type Disk } from '../store/sqlite/disk.ts';
import { historyBefore } from '../store/messages.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { ManualDisk } from '../test-support/manual-disk.ts';
import { toto } from '../test-support/store-spec.ts';
import { ledgerOn } from '../test-support/test-commit-queue.ts';
import { countTurns } from '../test-support/event-loop-turns.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { until, within } from '../test-support/waits.ts';

test('what comes while the disk is busy joins the transaction that waits for it', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const works = [write(commitQueue, 'one')];
  await disk.asked();
  works.push(write(commitQueue, 'two'));
  await added(2);
  works.push(write(commitQueue, 'three'));
  assert.deepEqual(announced, []);
  disk.done();
  await disk.asked();
  await works[0];
  assert.deepEqual(announced, [1]);
  disk.done();
  await Promise.all(works);
  assert.deepEqual(announced, [1, 2]);
});

test('what comes many turns later joins too, as long as the disk is busy', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const works = [write(commitQueue, 'one')];
  await disk.asked();
  works.push(write(commitQueue, 'two'));
  await added(2);
  for (let turns = 0; turns < 5; turns++) await turn();
  works.push(write(commitQueue, 'three'));
  disk.done();
  await disk.asked();
  disk.done();
  await Promise.all(works);
  assert.deepEqual(announced, [1, 2]);
});

test('whoever has the first answer says more at once, and joins what waits for the disk', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const works = [write(commitQueue, 'one').then(() => write(commitQueue, 'one more'))];
  await disk.asked();
  works.push(write(commitQueue, 'two'));
  await added(2);
  disk.done();
  await disk.asked();
  disk.done();
  await Promise.all(works);
  assert.deepEqual(announced, [1, 2]);
});

test('while the disk is idle, what comes later joins nothing', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const onDisk = async (work: Promise<void>) => {
    await disk.asked();
    disk.done();
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

test('what comes while a faulty change is looked for comes after its neighbours', async (t) => {
  const { commitQueue, disk, announced, added, texts } = open(t);
  const works = [write(commitQueue, 'one')];
  await disk.asked();
  works.push(write(commitQueue, 'two'));
  const faulty = assert.rejects(write(commitQueue, 7 as unknown as string), TypeError);
  works.push(write(commitQueue, 'three'));
  // Together with the faulty one, and then alone.
  await added(3);
  works.push(write(commitQueue, 'four'));
  for (let syncs = 0; syncs < 3; syncs++) {
    disk.done();
    await disk.asked();
  }
  disk.done();
  await Promise.all([...works, faulty]);
  assert.deepEqual(announced, [1, 1, 1, 1]);
  assert.deepEqual(await texts(), ['one', 'two', 'three', 'four']);
});

test('and after all of them, in however many parts they are kept', async (t) => {
  const { commitQueue, disk, announced, added, texts } = open(t);
  const works = [write(commitQueue, 'one')];
  await disk.asked();
  const faulty = assert.rejects(write(commitQueue, 7 as unknown as string), TypeError);
  works.push(...['two', 'three', 'four'].map((text) => write(commitQueue, text)));
  await added(2);
  works.push(write(commitQueue, 'five'));
  for (let syncs = 0; syncs < 3; syncs++) {
    disk.done();
    await disk.asked();
  }
  disk.done();
  await Promise.all([...works, faulty]);
  assert.deepEqual(announced, [1, 1, 2, 1]);
  assert.deepEqual(await texts(), ['one', 'two', 'three', 'four', 'five']);
});

test('a transaction is full at a thousand changes, whenever they came', async (t) => {
  const { commitQueue, disk, announced, added } = open(t);
  const works = [write(commitQueue, 'one')];
  await disk.asked();
  works.push(...Array.from({ length: 600 }, (_, number) => write(commitQueue, `early ${number}`)));
  await added(601);
  works.push(...Array.from({ length: 600 }, (_, number) => write(commitQueue, `late ${number}`)));
  for (let syncs = 0; syncs < 3; syncs++) {
    await disk.asked();
    disk.done();
  }
  await Promise.all(works);
  assert.deepEqual(announced, [1, 1_000, 200]);
});

test('the answers of one transaction all come before those of the next', async (t) => {
  const { commitQueue, disk, added } = open(t);
  const answered: string[] = [];
  const say = (text: string) => write(commitQueue, text).then(() => answered.push(text));
  const texts = Array.from({ length: 600 }, (_, number) => `early ${number}`);
  const works = texts.map(say);
  await disk.asked();
  works.push(say('late'));
  await added(601);
  disk.done();
  await disk.asked();
  disk.done();
  await Promise.all(works);
  assert.deepEqual(answered, [...texts, 'late']);
});

test('answers go out a hundred in a turn, and all of them before it is drained', async (t) => {
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
  /** How many changes each transaction had. */
  const announced: number[] = [];
  const counted = new CountedAdditions(database);
  const commitQueue = ledgerOn(
    counted.database,
    async (outcomes) => void announced.push(outcomes.length),
  );
  const texts = async (): Promise<unknown[]> => {
    const { messages } = (await historyBefore(database, 'general', undefined))!;
    return messages.map((message) => message.kind === 'text' && message.text);
  };
  return { commitQueue, disk, announced, texts, added: (count: number) => counted.reached(count) };
}

/** A database that counts the messages that are added to it, on disk or not. */
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
