import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Welcome } from '../../../protocol/frames.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { post } from '../../test-support/running/test-clients.ts';
import { startServer } from '../../test-support/running/test-server.ts';

/** A data folder that version 0.1 has written: two people, two rooms, a running game. */
const written = gunzipSync(readFileSync(join(import.meta.dirname, 'version-0.1.db.gz')));

const toto = {
  person: { id: '01a22b9d-6269-7023-b9c4-e1422f8edc11', name: 'Toto' },
  token: '6aSwTvoutkP77GUbCrdepsevzIxZpTeUCPZRMXb_U40',
};

test('data of version 0.1 opens, and goes on where it ended', async (t) => {
  const dataDir = temporaryFolder(t);
  writeFileSync(join(dataDir, 'causette.db'), written);
  const server = await startServer(t, { dataDir });
  const client = await server.connect(toto);
  const open = { kind: 'open', read: 0 };
  const [welcome] = (await client.next()) as [Welcome];
  assert.deepEqual(
    welcome.rooms.map(({ at: _at, ...room }) => room),
    [
      { ...open, id: 'general', name: 'general', topic: '', rev: 1, unread: 0 },
      // Version 0.1 kept neither a name beside the address, nor who made a room.
      { ...open, id: 'tea-time', name: 'tea-time', topic: 'Tea only', rev: 6, unread: 1 },
    ],
  );
  assert.deepEqual(
    welcome.games.map(({ room, message }) => [room, message.moves]),
    [['tea-time', [4]]],
  );
  const [changes] = await client.follow('tea-time');
  const messages = changes?.type === 'changes' ? changes.messages : [];
  assert.deepEqual(
    messages.map((message) => (message.kind === 'text' ? message.text : message.kind)),
    ['un thé vert ?', 'game'],
  );
  // The answer of before, to a change that is sent again.
  const create = { type: 'room.create', id: 'create-tea', name: 'Tea time', topic: 'Tea only' };
  assert.deepEqual(await client.ask(create), { type: 'ack', id: 'create-tea' });
  assert.deepEqual(await client.ask(post('message-3', 'hello', 'Tea time')), {
    type: 'ack',
    id: 'message-3',
    rev: 7,
  });
});
