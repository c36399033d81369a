import assert from 'node:assert/strict';
import test from 'node:test';
import { CatchUpCache } from './catch-up-cache.ts';
import { ManualClock } from '../test-support/manual-clock.ts';

test('those who ask for the same and know of no change are answered by one reading', async () => {
  const { catchUpCache, readings } = store();
  const answers = await Promise.all([
    catchUpCache.read('general', 3, 0),
    catchUpCache.read('general', 3, 0),
    catchUpCache.read('general', 2, 0),
    catchUpCache.read('tea', 3, 0),
  ]);
  assert.equal(answers[0], answers[1]);
  assert.deepEqual(readings, ['general 3', 'general 2', 'tea 3']);
});

test('a room that has changed is read again, others are not', async () => {
  const { catchUpCache, readings } = store();
  for (const room of ['general', 'tea']) await catchUpCache.read(room, 3, 9);
  await catchUpCache.read('general', 3, 10);
  await catchUpCache.read('tea', 3, 9);
  assert.deepEqual(readings, ['general 3', 'tea 3', 'general 3']);
});

test('a reading that was under way when the room changed serves nobody who asks later', async () => {
  const { catchUpCache, readings } = store();
  const before = catchUpCache.read('general', 3, 9);
  const after = catchUpCache.read('general', 3, 10);
  assert.notEqual(await before, await after);
  assert.deepEqual(readings, ['general 3', 'general 3']);
});

test('nothing is kept for longer than a second, nor what has failed', async () => {
  const { catchUpCache, readings, clock } = store();
  await catchUpCache.read('general', 3, 0);
  clock.pass(1_000);
  await catchUpCache.read('general', 3, 0);
  await assert.rejects(catchUpCache.read('broken', 1, 0));
  await assert.rejects(catchUpCache.read('broken', 1, 0));
  assert.deepEqual(readings, ['general 3', 'general 3', 'broken 1', 'broken 1']);
});

test('a reading from before a revision that somebody knows of is made anew, once', async () => {
  const { catchUpCache, readings } = store();
  await catchUpCache.read('general', 3, 0);
  await catchUpCache.read('general', 3, 9);
  const [one, other] = [catchUpCache.read('general', 3, 10), catchUpCache.read('general', 3, 10)];
  assert.equal(await one, await other);
  assert.deepEqual(readings, ['general 3', 'general 3']);
});

test('that a room is not is not asked for twice', async () => {
  const { catchUpCache, readings } = store();
  await catchUpCache.read('nowhere', 3, 0);
  assert.equal(await catchUpCache.read('nowhere', 3, 10), undefined);
  assert.deepEqual(readings, ['nowhere 3']);
});

test('more than 16 MB are not kept', async () => {
  const { catchUpCache, readings } = store(4 * 1024 * 1024);
  for (const after of [1, 2, 3, 4, 1, 5, 4, 5, 4]) await catchUpCache.read('general', after, 0);
  await catchUpCache.read('nowhere', 1, 0);
  for (const after of [6, 7, 8, 6, 8]) await catchUpCache.read('general', after, 0);
  const afters = readings.map((each) => Number(each.split(' ')[1]));
  assert.deepEqual(afters, [1, 2, 3, 4, 5, 4, 5, 1, 6, 7, 8, 6, 8]);
});

function store(bytes = 0) {
  const clock = new ManualClock();
  const readings: string[] = [];
  const read = async (room: string, after: number) => {
    readings.push(`${room} ${after}`);
    if (room === 'broken') throw new Error('disk');
    if (room === 'nowhere') return undefined;
    const changes = { type: 'changes', room, from: after, rev: 9, messages: [] } as const;
    return { changes: { ...changes, messages: [] }, bytes, head: 9 };
  };
  return { clock, readings, catchUpCache: new CatchUpCache(read, clock) };
}
