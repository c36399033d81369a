import assert from 'node:assert/strict';
import { refusal } from '../../protocol/refusals.ts';
import type { Message } from '../../protocol/model.ts';
import { historyBefore } from '../store/messages.ts';
import { reactedTo } from '../store/reactions.ts';
import { ada, specify, toto, type FreshStore } from '../test-support/doubles/store-spec.ts';
import type { Outcome } from './outcome.ts';

const post = { type: 'post', id: 'hello-01', room: 'general' } as const;
const edit = { type: 'edit', id: 'edit-001', message: 'hello-01' } as const;
const remove = { type: 'delete', id: 'delete-1', message: 'hello-01' } as const;
const propose = { type: 'game.propose', id: 'game-001', room: 'general', game: 'morpion' } as const;

specify('an unpaired surrogate in a text is stored as U+FFFD', async (store) => {
  await store.write(toto, { ...post, text: 'a\ud83c' });
  assert.deepEqual(await texts(store), ['a\ufffd']);
  await store.write(toto, { ...edit, text: '\udfb2b' });
  assert.deepEqual(await texts(store), ['\ufffdb']);
});

specify(
  'an invalid text is refused, in a post and in an edit, and changes nothing',
  async (store) => {
    await store.post(toto, 'hello-01', 'hello');
    const fault = { is: 'refused', refusal: refusal('empty_text', { path: '/text' }) };
    assert.deepEqual(await store.write(toto, { ...post, id: 'hello-02', text: ' ' }), fault);
    assert.deepEqual(await store.write(toto, { ...edit, text: ' ' }), fault);
    assert.deepEqual(await texts(store), ['hello']);
  },
);

specify('a message to an unknown room is refused with the path of the room', async (store) => {
  const outcome = await store.write(toto, { ...post, room: 'nowhere', text: 'hello' });
  assert.deepEqual(outcome, refusedBy('unknown_room', '/room'));
});

specify('an id identifies one message of one kind, also after it was deleted', async (store) => {
  await store.post(toto, 'hello-01');
  await store.write(toto, propose);
  const taken = refusedBy('id_reused', '/id');
  assert.deepEqual(await store.post(toto, 'game-001'), taken);
  assert.deepEqual(await store.write(toto, { ...propose, id: 'hello-01' }), taken);
  assert.deepEqual(await store.write(ada, propose), taken);
  assert.deepEqual(await store.write(toto, propose), { is: 'done', rev: 2 });
  await store.write(toto, remove);
  assert.deepEqual(await store.post(toto, 'hello-01'), { is: 'done', rev: 1 });
});

specify('the line of a plain-text client is kept until its text is edited', async (store) => {
  await store.write(toto, { ...post, text: 'hello', line: 'hello' });
  assert.equal(Object(await only(store)).line, 'hello');
  await store.write(toto, { ...edit, text: 'hi' });
  assert.equal('line' in (await only(store)), false);
});

specify('a deleted text loses its reactions', async (store) => {
  await store.post(toto, 'hello-01');
  const react = { type: 'react', message: 'hello-01', emoji: '👍', on: true } as const;
  await store.write(ada, { ...react, id: 'react-01' });
  const known = () => reactedTo(store.database, ['general', 'hello-01'], ada.id, '👍');
  assert.deepEqual(await known(), { own: ['👍'], people: [ada] });
  await store.write(toto, remove);
  assert.deepEqual(await known(), { own: [], people: [] });
});

async function only(store: FreshStore): Promise<Message> {
  return (await historyBefore(store.database, 'general', undefined))!.messages[0]!;
}

async function texts(store: FreshStore): Promise<unknown[]> {
  const { messages } = (await historyBefore(store.database, 'general', undefined))!;
  return messages.map((message) => message.kind === 'text' && message.text);
}

function refusedBy(code: Parameters<typeof refusal>[0], path: string): Outcome {
  return { is: 'refused', refusal: refusal(code, { path }) };
}
