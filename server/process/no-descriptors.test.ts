import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { post, type JsonClient } from '../test-support/running/test-clients.ts';
import { startProcess, type ServerProcess } from '../test-support/running/server-process.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';

const env = { RATE_LIMIT: '0', BOTS: 'off' };
const text = 'x'.repeat(4_000);

test('without a free file descriptor the log is not checkpointed, a warning is logged, and the server runs on', async (t) => {
  const folder = temporaryFolder(t);
  const server = await startProcess(t, folder, { env, descriptors: 64 });
  const toto = await server.join('Toto');
  const idle = await useUp(server);
  t.after(() => idle.forEach((socket) => socket.destroy()));
  await postMany(toto, 1, 600);
  const file = join(folder, 'causette.db');
  const [sentence] = await server.log(1);
  assert.match(
    sentence!,
    new RegExp(`^The write-ahead log of ${file} cannot be checkpointed: .+`, 'u'),
  );
  await Promise.all(idle.map((socket) => once(socket.destroy(), 'close')));
  await postMany(toto, 601, 1_000);
  assert.deepEqual(await server.log(2), [
    sentence,
    `The write-ahead log of ${file} is checkpointed again.`,
  ]);
  assert.equal(await server.gauge('causette_internal_errors_total'), 0);
});

/** Opens connections until the server closes one because it has no descriptor left. */
async function useUp(server: ServerProcess): Promise<Socket[]> {
  const idle: Socket[] = [];
  for (;;) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    // Accepted connections are answered; one byte of a request keeps them open.
    socket.write('GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
    // It is closed or reset, depending on when its bytes arrive.
    const isAnswered = await Promise.race([once(socket, 'data'), once(socket, 'close')]).then(
      ([data]) => data instanceof Buffer,
      () => false,
    );
    if (!isAnswered) return idle;
    idle.push(socket);
  }
}

async function postMany(client: JsonClient, first: number, last: number): Promise<void> {
  for (let number = first; number <= last; number++) {
    assert.equal((await client.ask(post(`message-${number}`, text))).type, 'ack');
  }
}
