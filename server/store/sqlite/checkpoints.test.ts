import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { until, within } from '../../test-support/waits.ts';
import { Checkpoints } from './checkpoints.ts';

test('a worker that ends instead of answering fails the checkpoint and is replaced', async (t) => {
  const checkpoints = withThread(t, `parentPort.once('message', () => process.exit())`);
  assert.equal(await checkpoints.make(), 'the checkpoint worker has ended');
  assert.equal(await checkpoints.make(), 'the checkpoint worker has ended');
});

test('a worker that has ended meanwhile is replaced', async (t) => {
  const checkpoints = withThread(
    t,
    `parentPort.once('message', () => parentPort.postMessage(undefined))`,
  );
  const make = () => within(checkpoints.make(), 'an answer');
  assert.equal(await make(), undefined);
  // Before its end is noticed the checkpoint fails; the next one uses a new worker.
  await until(async () => (await make()) === undefined, 'another worker');
});

test('one prepared worker serves all checkpoints', async (t) => {
  const starts = join(temporaryFolder(t), 'starts');
  const checkpoints = withThread(
    t,
    `import { appendFileSync } from 'node:fs';
     appendFileSync(workerData.file, 'x');
     parentPort.on('message', () => parentPort.postMessage('full'));`,
    starts,
  );
  checkpoints.prepare();
  checkpoints.prepare();
  const begun = () => existsSync(starts) && readFileSync(starts, 'utf8') === 'x';
  await until(begun, 'a prepared worker');
  const answers = [await checkpoints.make(), await checkpoints.make()];
  assert.deepEqual([answers, readFileSync(starts, 'utf8')], [['full', 'full'], 'x']);
});

test('a worker that cannot start does not end the process', async (t) => {
  const checkpoints = withThread(t, `throw new Error('no descriptors left')`);
  checkpoints.prepare();
  assert.equal(await checkpoints.make(), 'no descriptors left');
  assert.equal(await checkpoints.make(), 'no descriptors left');
});

test('the answer of the worker is the reason of the failure', async (t) => {
  const checkpoints = withThread(
    t,
    `parentPort.once('message', () => parentPort.postMessage('the disk is full'));
     parentPort.on('message', () => {})`,
  );
  assert.equal(await checkpoints.make(), 'the disk is full');
});

test('closing ends a running checkpoint', async (t) => {
  const checkpoints = withThread(t, `parentPort.on('message', () => {})`);
  const waiting = checkpoints.make();
  checkpoints.close();
  assert.equal(await waiting, 'the checkpoint worker has ended');
});

function withThread(t: TestContext, source: string, file = 'file'): Checkpoints {
  const code = `import { parentPort, workerData } from 'node:worker_threads'; ${source}`;
  const script = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const checkpoints = new Checkpoints(file, script);
  t.after(() => checkpoints.close());
  return checkpoints;
}
