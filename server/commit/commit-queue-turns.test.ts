import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Change } from '../commands/registry.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Database, Queries } from '../store/database.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { toto } from '../test-support/doubles/store-spec.ts';
import { countTurns, seemingTime } from '../test-support/doubles/event-loop-turns.ts';
import { commitQueueOn } from '../test-support/doubles/test-commit-queue.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { until, within } from '../test-support/waits.ts';

/** Milliseconds that each writing statement seems to take. */
const cost = 2;
const changes = 20;

test('a long transaction yields to other tasks, and no further changes join it', async (t) => {
  const { commitQueue, transactions } = open(t);
  const writes = Array.from({ length: changes }, () => write(commitQueue));
  await until(() => transactions.length > 0, 'the first transaction');
  await Promise.all([...writes, write(commitQueue)]);
  const [long, next] = transactions;
  assert.deepEqual([long?.announced, next?.announced, transactions.length], [changes, 1, 2]);
  assert.ok(long!.turns >= 5, `${long!.turns} turns`);
});

test('a short transaction completes in one turn of the event loop', async (t) => {
  const { commitQueue, transactions } = open(t, 0);
  await Promise.all(Array.from({ length: changes }, () => write(commitQueue)));
  // The turn in which counting ends may be counted too.
  const [{ turns, announced } = { turns: NaN, announced: NaN }] = transactions;
  assert.deepEqual([announced, transactions.length], [changes, 1]);
  assert.ok(turns <= 1, `${turns} turns`);
});

interface Watched {
  /** Turns of the event loop that began during the transaction. */
  turns: number;
  /** Changes that were announced after the transaction. */
  announced: number;
}

function open(t: TestContext, each = cost): { commitQueue: CommitQueue; transactions: Watched[] } {
  const database = openSqlite(temporaryFolder(t));
  t.after(() => database.close());
  const transactions: Watched[] = [];
  const takes = seemingTime(t);
  let index = 0;
  const announce = async (outcomes: unknown[]) => {
    transactions[index++]!.announced = outcomes.length;
  };
  const commitQueue = commitQueueOn(
    slow(database, transactions, () => takes(each)),
    announce,
  );
  return { commitQueue, transactions };
}

function slow(database: Database, transactions: Watched[], takeLong: () => void): Database {
  return {
    ...database,
    transaction: (work, committed) =>
      database.transaction(async (queries) => {
        const watched = { turns: 0, announced: 0 };
        transactions.push(watched);
        const over = new AbortController();
        void countTurns(watched, over.signal);
        try {
          return await work({ ...queries, run: slowly(queries, takeLong) });
        } finally {
          over.abort();
        }
      }, committed),
  };
}

function slowly(queries: Queries, takeLong: () => void): Queries['run'] {
  return (...statement) => {
    takeLong();
    return queries.run(...statement);
  };
}

let posted = 0;

async function write(commitQueue: CommitQueue): Promise<void> {
  const id = `message-${posted++}`;
  const change: Change = { type: 'post', id, room: 'general', text: 'Hello' };
  await within(commitQueue.write({ by: toto, at: 1_000, change }), 'an answer');
}
