import assert from 'node:assert/strict';
import test from 'node:test';
import { CatchUps } from './catch-up-cache.ts';
import { HandClock } from '../test-support/manual-clock.ts';

test('those who ask for the same and know of no change are answered by one reading', async () => {
  const { catchUps, readings } = store();
  const answers = await Promise.all([
    catchUps.read('general', 3, 0),
    catchUps.read('general', 3, 0),
    catchUps.read('general', 2, 0),
    catchUps.read('tea', 3, 0),
  ]);
  assert.equal(answers[0], answers[1]);
  assert.deepEqual(readings, ['general 3', 'general 2', 'tea 3']);
});

test('a room that has changed is read again, others are not', async () => {
  const { catchUps, readings } = store();
  for (const room of ['general', 'tea']) await catchUps.read(room, 3, 9);
  await catchUps.read('general', 3, 10);
  await catchUps.read('tea', 3, 9);
  assert.deepEqual(readings, ['general 3', 'tea 3', 'general 3']);
});

test('a reading that was under way when the room changed serves nobody who asks later', async () => {
  const { catchUps, readings } = store();
  const before = catchUps.read('general', 3, 9);
  const after = catchUps.read('general', 3, 10);
  assert.notEqual(await before, await after);
  assert.deepEqual(readings, ['general 3', 'general 3']);
});

test('nothing is kept for longer than a second, nor what has failed', async () => {
  const { catchUps, readings, clock } = store();
  await catchUps.read('general', 3, 0);
  clock.pass(1_000);
  await catchUps.read('general', 3, 0);
  await assert.rejects(catchUps.read('broken', 1, 0));
  await assert.rejects(catchUps.read('broken', 1, 0));
  assert.deepEqual(readings, ['general 3', 'general 3', 'broken 1', 'broken 1']);
});

test('a reading from before a revision that somebody knows of is made anew, once', async () => {
  const { catchUps, readings } = store();
  await catchUps.read('general', 3, 0);
  await catchUps.read('general', 3, 9);
  const [one, other] = [catchUps.read('general', 3, 10), catchUps.read('general', 3, 10)];
  assert.equal(await one, await other);
  assert.deepEqual(readings, ['general 3', 'general 3']);
});

test('that a room is not is not asked for twice', async () => {
  const { catchUps, readings } = store();
  await catchUps.read('nowhere', 3, 0);
  assert.equal(await catchUps.read('nowhere', 3, 10), undefined);
  assert.deepEqual(readings, ['nowhere 3']);
});

test('more than 16 MB are not kept', async () => {
  const { catchUps, readings } = store(4 * 1024 * 1024);
  for (const after of [1, 2, 3, 4, 1, 5, 4, 5, 4]) await catchUps.read('general', after, 0);
  await catchUps.read('nowhere', 1, 0);
  for (const after of [6, 7, 8, 6, 8]) await catchUps.read('general', after, 0);
  const afters = readings.map((each) => Number(each.split(' ')[1]));
  assert.deepEqual(afters, [1, 2, 3, 4, 5, 4, 5, 1, 6, 7, 8, 6, 8]);
});

function store(bytes = 0) {
  const clock = new HandClock();
  const readings: string[] = [];
  const read = async (room: string, after: number) => {
    readings.push(`${room} ${after}`);
    if (room === 'broken') throw new Error('disk');
    if (room === 'nowhere') return undefined;
    const changes = { type: 'changes', room, from: after, rev: 9, messages: [] } as const;
    return { changes: { ...changes, messages: [] }, bytes, head: 9 };
  };
  return { clock, readings, catchUps: new CatchUps(read, clock) };
}
