import assert from 'node:assert/strict';
import test from 'node:test';
import { Api } from '../../client/transport/api.ts';
import { Chat } from '../../client/chat.ts';
import type { State } from '../../client/state/state.ts';
import { RunningServer } from './running-server.ts';

// Transaction 1 is the sign-in, transaction 2 the post.

for (const moment of ['committed', 'announced']) {
  test(`a client whose server is killed when it has ${moment} sends again, and sees the message once`, async (t) => {
    const server = await RunningServer.start({ FAILPOINT: `${moment}:2` });
    t.after(() => server.remove());
    const url = new URL(server.url);
    const { token } = await new Api(url).signIn('Toto');
    const chat = new Chat({ server: url, token });
    t.after(() => chat.close());
    chat.open();
    await until(chat, ({ link }) => link.is === 'open');
    const id = chat.post('general', 'coucou');
    assert.equal(await server.ended(), 'SIGKILL');
    await until(chat, ({ link }) => link.is === 'waiting');
    assert.deepEqual(idsIn(chat.store.get()), [id]);
    await server.start({});
    await until(chat, ({ outbox }) => outbox.length === 0);
    chat.post('general', 'encore');
    await until(chat, (state) => state.outbox.length === 0 && textsOf(state).length > 1);
    assert.deepEqual(textsOf(chat.store.get()), ['coucou', 'encore']);
  });
}

function until(chat: Chat, isSo: (state: State) => boolean): Promise<void> {
  return new Promise((resolve) => {
    chat.store.watch(isSo, (isNow) => isNow && resolve());
  });
}

/** The ids that a person sees: messages of the room, and pending ones. */
function idsIn({ rooms, outbox }: State): string[] {
  const messages = rooms.get('general')?.messages ?? [];
  return [...messages.map(({ id }) => id), ...outbox.map(({ change }) => change.id)];
}

function textsOf({ rooms }: State): string[] {
  const messages = rooms.get('general')?.messages ?? [];
  return messages.map((message) => (message.kind === 'text' ? message.text : message.kind));
}
