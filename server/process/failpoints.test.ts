import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Frame } from '../../protocol/frames.ts';
import { post } from '../test-support/running/test-clients.ts';
import { run, startProcess } from '../test-support/running/server-process.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';

// The sign-ins of Toto and Ada are the first two transactions, the post is the third.

test('after a kill between commit and broadcast, a retry delivers the message to everyone once', async (t) => {
  const { toto, ada, restart } = await killedAt(t, 'committed:3');
  assert.deepEqual([answersTo(toto), postsIn(ada.received)], [[], []]);
  const again = await restart();
  assert.deepEqual(postsIn(await again.ada.follow('general', 0)), ['hello-01']);
  assert.deepEqual(await again.toto.ask(post('hello-01')), ack);
  assert.deepEqual(postsIn(await again.toto.follow('general', 0)), ['hello-01']);
  assert.deepEqual(await again.ada.rest(), []);
});

test('after a kill between broadcast and answer, a retry does not deliver the message again', async (t) => {
  const { toto, ada, restart } = await killedAt(t, 'announced:3');
  assert.deepEqual([answersTo(toto), postsIn(ada.received)], [[], ['hello-01']]);
  const again = await restart();
  assert.deepEqual(postsIn(await again.ada.follow('general', 1)), []);
  assert.deepEqual(await again.toto.ask(post('hello-01')), ack);
  assert.deepEqual(postsIn(await again.toto.follow('general', 0)), ['hello-01']);
  assert.deepEqual(await again.ada.rest(), []);
  await again.toto.ask(post('hello-02'));
  assert.deepEqual(postsIn(await again.ada.rest()), ['hello-02']);
});

test('an invalid failpoint is reported in one sentence', async (t) => {
  for (const text of ['commited:1', 'committed', 'committed:0', 'committed:1.5']) {
    const env = { FAILPOINT: text, DATA_DIR: temporaryFolder(t) };
    assert.deepEqual(await run(t, ['--port', '0'], { env }), {
      code: 1,
      stdout: '',
      stderr: `FAILPOINT takes committed:N or announced:N, not "${text}".\n`,
    });
  }
});

const ack = { type: 'ack', id: 'hello-01', rev: 1 };

/** Toto posts to Ada, and the server kills itself at the failpoint. */
async function killedAt(t: TestContext, failpoint: string) {
  const folder = temporaryFolder(t);
  const env = { RATE_LIMIT: '0', BOTS: 'off' };
  const server = await startProcess(t, folder, { env: { ...env, FAILPOINT: failpoint } });
  const who = { toto: await server.signIn('Toto'), ada: await server.signIn('Ada') };
  const [toto, ada] = [await server.join(who.toto), await server.join(who.ada)];
  await ada.follow();
  toto.send(post('hello-01'));
  assert.deepEqual(await server.ended(), [null, 'SIGKILL']);
  await Promise.all([toto.closed, ada.closed]);
  const restart = async () => {
    const again = await startProcess(t, folder, { env });
    return { toto: await again.join(who.toto), ada: await again.join(who.ada) };
  };
  return { toto, ada, restart };
}

function answersTo({ received }: { received: readonly Frame[] }): Frame[] {
  return received.filter(({ type }) => type === 'ack' || type === 'refused');
}

function postsIn(frames: readonly Frame[]): string[] {
  return frames.flatMap((frame) =>
    frame.type === 'changes' ? frame.messages.map(({ id }) => id) : [],
  );
}
