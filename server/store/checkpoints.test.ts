import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Checkpoints } from './checkpoints.ts';

test('a thread that ends instead of answering is not waited for, and followed by another', async (t) => {
  const checkpoints = withThread(t, `parentPort.once('message', () => process.exit())`);
  assert.equal(await checkpoints.make(), 'its thread has ended');
  assert.equal(await checkpoints.make(), 'its thread has ended');
});

test('a thread that has ended meanwhile is followed by another', async (t) => {
  const checkpoints = withThread(
    t,
    `parentPort.on('message', () => parentPort.postMessage(undefined));
     setTimeout(() => process.exit(), workerData.file)`,
    '0',
  );
  checkpoints.prepare();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.ok([undefined, 'its thread has ended'].includes(await checkpoints.make()));
});

test('a thread that cannot start ends nothing else', async (t) => {
  const checkpoints = withThread(t, `throw new Error('no descriptors left')`);
  checkpoints.prepare();
  assert.equal(await checkpoints.make(), 'no descriptors left');
  assert.equal(await checkpoints.make(), 'no descriptors left');
});

test('what the thread answers is the reason', async (t) => {
  const checkpoints = withThread(
    t,
    `parentPort.once('message', () => parentPort.postMessage('the disk is full'));
     parentPort.on('message', () => {})`,
  );
  assert.equal(await checkpoints.make(), 'the disk is full');
});

test('closing lets go of whoever waits', async (t) => {
  const checkpoints = withThread(t, `parentPort.on('message', () => {})`);
  const waiting = checkpoints.make();
  checkpoints.close();
  assert.equal(await waiting, 'its thread has ended');
});

function withThread(t: TestContext, source: string, file = 'file'): Checkpoints {
  const words = `import { parentPort, workerData } from 'node:worker_threads'; ${source}`;
  const script = new URL(`data:text/javascript,${encodeURIComponent(words)}`);
  const checkpoints = new Checkpoints(file, script);
  t.after(() => checkpoints.close());
  return checkpoints;
}
