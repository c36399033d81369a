import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Change } from '../commands/registry.ts';
import { refused } from '../commands/outcome.ts';
import type { CommitQueue } from './commit-queue.ts';
import { StoreError, type Database } from '../store/database.ts';
import { realDisk } from '../store/sqlite/disk.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { toto } from '../test-support/doubles/store-spec.ts';
import { commitQueueOn } from '../test-support/doubles/test-commit-queue.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { within } from '../test-support/waits.ts';

test('a change that the store cannot write is refused with a retry after five seconds', async (t) => {
  const { commitQueue, disk } = open(t);
  disk.isFull = true;
  const outcome = await write(commitQueue, {
    type: 'post',
    id: 'post-001',
    room: 'general',
    text: 'x',
  });
  assert.deepEqual(outcome, refused('unavailable', { retryAfter: 5 }));
});

test('the store counts as failing while no row can be written, though transactions can begin', async (t) => {
  const { commitQueue, disk } = open(t);
  disk.isFull = true;
  await write(commitQueue, { type: 'post', id: 'post-001', room: 'general', text: 'x' });
  assert.equal(await within(commitQueue.canWrite(), 'an answer'), false);
  disk.isFull = false;
  assert.equal(await within(commitQueue.canWrite(), 'an answer'), true);
});

test('a commit that fails to sync to disk rejects and is not announced', async (t) => {
  const announced: unknown[] = [];
  const sync = () => Promise.reject(new Error('EIO'));
  const database = openSqlite(temporaryFolder(t), { ...realDisk, sync });
  t.after(() => database.close());
  const commitQueue = commitQueueOn(database, async (outcomes) => void announced.push(outcomes));
  const post = { type: 'post', id: 'post-001', room: 'general', text: 'x' } as const;
  await assert.rejects(write(commitQueue, post), /EIO/u);
  assert.deepEqual(announced, []);
});

test('a refused read mark is evaluated again under the same id', async (t) => {
  const { commitQueue } = open(t);
  const read = { type: 'read', id: 'read-001', room: 'tea', seq: 0 } as const;
  const make = { type: 'room.create', id: 'create-tea', name: 'tea' } as const;
  const outcomes = [
    await write(commitQueue, read),
    await write(commitQueue, make),
    await write(commitQueue, read),
  ];
  assert.equal(outcomes[0]!.is, 'refused');
  assert.notEqual(outcomes[2]!.is, 'refused');
});

/** A commit queue on a disk that can be made full. */
function open(t: TestContext): { commitQueue: CommitQueue; disk: { isFull: boolean } } {
  const database = openSqlite(temporaryFolder(t));
  t.after(() => database.close());
  const disk = { isFull: false };
  const commitQueue = commitQueueOn(
    onDisk(database, disk),
    async () => {},
    () => {},
  );
  return { commitQueue, disk };
}

function onDisk(database: Database, disk: { isFull: boolean }): Database {
  return {
    ...database,
    transaction: (work, committed) =>
      database.transaction((queries) => {
        const run: typeof queries.run = async (...statement) => {
          if (disk.isFull) throw new StoreError('The disk is full.');
          return queries.run(...statement);
        };
        return work({ ...queries, run });
      }, committed),
  };
}

function write(commitQueue: CommitQueue, change: Change): ReturnType<CommitQueue['write']> {
  return within(commitQueue.write({ by: toto, at: 1_000, change }), 'an answer');
}
