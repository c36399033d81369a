import assert from 'node:assert/strict';
import test from 'node:test';
import { CatchUpCache } from './catch-up-cache.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';

test('concurrent requests for the same changes share one read', async () => {
  const { catchUpCache, reads } = store();
  const answers = await Promise.all([
    catchUpCache.read('general', 3, 0),
    catchUpCache.read('general', 3, 0),
    catchUpCache.read('general', 2, 0),
    catchUpCache.read('tea', 3, 0),
  ]);
  assert.equal(answers[0], answers[1]);
  assert.deepEqual(reads, ['general 3', 'general 2', 'tea 3']);
});

test('a room is read again after a change, other rooms are not', async () => {
  const { catchUpCache, reads } = store();
  for (const room of ['general', 'tea']) await catchUpCache.read(room, 3, 9);
  await catchUpCache.read('general', 3, 10);
  await catchUpCache.read('tea', 3, 9);
  assert.deepEqual(reads, ['general 3', 'tea 3', 'general 3']);
});

test('a read that started before a change is not used for later requests', async () => {
  const { catchUpCache, reads } = store();
  const before = catchUpCache.read('general', 3, 9);
  const after = catchUpCache.read('general', 3, 10);
  assert.notEqual(await before, await after);
  assert.deepEqual(reads, ['general 3', 'general 3']);
});

test('a read is kept for one second, a failed read not at all', async () => {
  const { catchUpCache, reads, clock } = store();
  await catchUpCache.read('general', 3, 0);
  clock.pass(1_000);
  await catchUpCache.read('general', 3, 0);
  await assert.rejects(catchUpCache.read('broken', 1, 0));
  await assert.rejects(catchUpCache.read('broken', 1, 0));
  assert.deepEqual(reads, ['general 3', 'general 3', 'broken 1', 'broken 1']);
});

test('a read that is too old for the requested revision is repeated once', async () => {
  const { catchUpCache, reads } = store();
  await catchUpCache.read('general', 3, 0);
  await catchUpCache.read('general', 3, 9);
  const [one, other] = [catchUpCache.read('general', 3, 10), catchUpCache.read('general', 3, 10)];
  assert.equal(await one, await other);
  assert.deepEqual(reads, ['general 3', 'general 3']);
});

test('the absence of a room is cached', async () => {
  const { catchUpCache, reads } = store();
  await catchUpCache.read('nowhere', 3, 0);
  assert.equal(await catchUpCache.read('nowhere', 3, 10), undefined);
  assert.deepEqual(reads, ['nowhere 3']);
});

test('the cache is emptied above 16 MB', async () => {
  const { catchUpCache, reads } = store(4 * 1024 * 1024);
  for (const after of [1, 2, 3, 4, 1, 5, 4, 5, 4]) await catchUpCache.read('general', after, 0);
  await catchUpCache.read('nowhere', 1, 0);
  for (const after of [6, 7, 8, 6, 8]) await catchUpCache.read('general', after, 0);
  const afters = reads.map((each) => Number(each.split(' ')[1]));
  assert.deepEqual(afters, [1, 2, 3, 4, 5, 4, 5, 1, 6, 7, 8, 6, 8]);
});

function store(bytes = 0) {
  const clock = new ManualClock();
  const reads: string[] = [];
  const read = async (room: string, after: number) => {
    reads.push(`${room} ${after}`);
    if (room === 'broken') throw new Error('disk');
    if (room === 'nowhere') return undefined;
    const changes = { type: 'changes', room, from: after, rev: 9, messages: [] } as const;
    return { changes: { ...changes, messages: [] }, bytes, head: 9 };
  };
  return { clock, reads, catchUpCache: new CatchUpCache(read, clock) };
}
