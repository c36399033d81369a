import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Change } from './commands/changes.ts';
import type { Ledger } from './ledger.ts';
import type { Database, Queries } from './store/database.ts';
import { openSqlite } from './store/sqlite.ts';
import { HandDisk } from './store/testing-disk.ts';
import { toto } from './store/testing.ts';
import { ledgerOn } from './testing-ledger.ts';
import { temporaryFolder } from './testing-folder.ts';
import { until, within } from './testing-waits.ts';

test('what comes while the disk is busy joins the transaction that waits for it', async (t) => {
  const { ledger, disk, announced, added } = open(t);
  const works = [write(ledger, 'one')];
  await disk.asked();
  works.push(write(ledger, 'two'));
  await added(2);
  works.push(write(ledger, 'three'));
  assert.deepEqual(announced, []);
  disk.done();
  await disk.asked();
  await works[0];
  assert.deepEqual(announced, [1]);
  disk.done();
  await Promise.all(works);
  assert.deepEqual(announced, [1, 2]);
});

test('a transaction is full at a thousand changes, whenever they came', async (t) => {
  const { ledger, disk, announced, added } = open(t);
  const works = [write(ledger, 'one')];
  await disk.asked();
  works.push(...Array.from({ length: 600 }, (_, number) => write(ledger, `early ${number}`)));
  await added(601);
  works.push(...Array.from({ length: 600 }, (_, number) => write(ledger, `late ${number}`)));
  for (let syncs = 0; syncs < 3; syncs++) {
    await disk.asked();
    disk.done();
  }
  await Promise.all(works);
  assert.deepEqual(announced, [1, 1_000, 200]);
});

test('the answers of one transaction all come before those of the next', async (t) => {
  const { ledger, disk, added } = open(t);
  const answered: string[] = [];
  const say = (text: string) => write(ledger, text).then(() => answered.push(text));
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

function open(t: TestContext) {
  const disk = new HandDisk();
  const database = openSqlite(temporaryFolder(t), disk);
  t.after(() => database.close());
  /** How many changes each transaction had. */
  const announced: number[] = [];
  const counted = new CountedAdditions(database);
  const ledger = ledgerOn(
    counted.database,
    async (outcomes) => void announced.push(outcomes.length),
  );
  return { ledger, disk, announced, added: (count: number) => counted.reached(count) };
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

async function write(ledger: Ledger, text: string): Promise<void> {
  const change: Change = { type: 'post', id: `message-${text}`, room: 'general', text };
  const outcome = await within(ledger.write({ by: toto, at: 1_000, change }), 'an answer');
  assert.equal(outcome.is, 'changed');
}
