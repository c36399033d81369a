import assert from 'node:assert/strict';
import type { Message, TextMessage } from '../../protocol/model.ts';
import { refusal } from '../../protocol/refusals.ts';
import { execute } from '../commands/registry.ts';
import { revisionOf, type Outcome } from '../commands/outcome.ts';
import { historyBefore } from './messages.ts';
import { epochOf } from './meta.ts';
import { RoomList } from './room-list.ts';
import {
  ada,
  settings,
  specify,
  toto,
  type FreshStore,
} from '../test-support/doubles/store-spec.ts';

const hello: TextMessage = {
  id: 'hello-01',
  seq: 1,
  rev: 1,
  author: toto,
  at: 1_000,
  kind: 'text',
  text: 'hello',
};

specify('every change of a room takes its next revision', async (store) => {
  const outcomes = [
    await store.post(toto, 'hello-01', 'hello'),
    await store.post(ada, 'hello-02'),
    await store.write(toto, { type: 'edit', id: 'edit-001', message: 'hello-01', text: 'hi' }),
    await react(store, 'react-01', true),
    await store.write(ada, { type: 'delete', id: 'delete-1', message: 'hello-02' }),
    await react(store, 'react-02', false),
  ];
  assert.deepEqual(outcomes.map(revisionOf), [1, 2, 3, 4, 5, 6]);
});

specify('each room has its own revisions', async (store) => {
  await store.write(toto, { type: 'room.create', id: 'create-1', name: 'tea' });
  await store.post(toto, 'hello-01');
  await store.post(toto, 'hello-02', 'x', 'tea');
  assert.equal(revisionOf(await store.post(toto, 'hello-03', 'x', 'tea')), 2);
  assert.equal(revisionOf(await store.post(toto, 'hello-04')), 2);
});

specify("changes of one transaction continue each other's revisions", async (store) => {
  const [made, first, second, read, edited] = await store.together(
    toto,
    { type: 'room.create', id: 'create-1', name: 'café' },
    { type: 'post', id: 'hello-01', room: 'café', text: 'x' },
    { type: 'post', id: 'hello-02', room: 'CAFE', text: 'x' },
    { type: 'read', room: 'Café', seq: 9 },
    { type: 'edit', id: 'edit-001', message: 'hello-01', text: 'y' },
  );
  assert.equal(made?.is, 'made');
  assert.deepEqual(
    [first, second, edited].map((outcome) => revisionOf(outcome!)),
    [1, 2, 3],
  );
  assert.deepEqual(read, { is: 'read', person: toto.id, room: 'café', seq: 2 });
  const seen = (await new RoomList(store.database).seenBy(ada.id)).map(({ id, rev }) => [id, rev]);
  assert.deepEqual(seen, [
    ['general', 0],
    ['café', 3],
  ]);
});

specify('a refused change takes no revision', async (store) => {
  await store.post(toto, 'hello-01', '  ');
  await store.post(toto, 'hello-01', 'x', 'nowhere');
  await store.write(toto, { type: 'edit', id: 'edit-001', message: 'hello-09', text: 'x' });
  assert.equal(revisionOf(await store.post(toto, 'hello-01')), 1);
});

specify('a message keeps its position, whatever happens to it', async (store) => {
  await store.post(toto, 'hello-01', 'hello');
  await store.post(ada, 'hello-02', 'hello');
  assert.deepEqual(await message(store), hello);
  await store.write(toto, { type: 'edit', id: 'edit-001', message: 'hello-01', text: 'hi' }, 2_000);
  const edited = { ...hello, rev: 3, text: 'hi', editedAt: 2_000 };
  assert.deepEqual(await message(store), edited);
  await react(store, 'react-01', true);
  const reactions = [{ emoji: '👍', count: 1, by: [ada] }];
  assert.deepEqual(await message(store), { ...edited, rev: 4, reactions });
  await react(store, 'react-02', false);
  assert.deepEqual(await message(store), { ...edited, rev: 5 });
  await store.write(toto, { type: 'delete', id: 'delete-1', message: 'hello-01' });
  const { text: _text, ...tombstone } = hello;
  assert.deepEqual(await message(store), { ...tombstone, rev: 6, kind: 'deleted' });
});

specify('a repeated post is the same message and gets the same answer', async (store) => {
  const first = await store.post(toto, 'hello-01', 'hello');
  assert.deepEqual(first, { is: 'changed', changed: [{ room: 'general', message: hello }] });
  await store.write(toto, { type: 'edit', id: 'edit-001', message: 'hello-01', text: 'hi' });
  assert.deepEqual(await store.post(toto, 'hello-01', 'hello'), { is: 'done', rev: 1 });
  assert.deepEqual(await store.post(toto, 'hello-01', 'other', 'tea'), { is: 'done', rev: 1 });
  assert.equal((await historyBefore(store.database, 'general', undefined))?.messages.length, 1);
});

specify('an id used by another person is refused', async (store) => {
  await store.post(toto, 'hello-01', 'hello');
  assert.deepEqual(await store.post(ada, 'hello-01'), refusedBy('id_reused', '/id'));
  assert.deepEqual(await message(store), hello);
});

specify(
  'a change is made once per id, and repeats get the same answer even after other changes',
  async (store) => {
    await store.post(toto, 'hello-01');
    const edit = { type: 'edit', id: 'edit-001', message: 'hello-01', text: 'one' } as const;
    const remove = { type: 'delete', id: 'delete-1', message: 'hello-01' } as const;
    const create = { type: 'room.create', id: 'create-1', name: 'tea' } as const;
    await store.write(toto, edit);
    await react(store, 'react-01', true);
    await store.write(toto, { ...edit, id: 'edit-002', text: 'two' });
    await store.write(toto, remove);
    await store.write(toto, create);
    assert.deepEqual(
      [
        await store.write(toto, edit),
        await react(store, 'react-01', true),
        await store.write(toto, { ...edit, id: 'edit-002', text: 'two' }),
        await store.write(toto, remove),
        await store.write(toto, create),
      ],
      [
        { is: 'done', rev: 2 },
        { is: 'done', rev: 3 },
        { is: 'done', rev: 4 },
        { is: 'done', rev: 5 },
      ].concat({ is: 'done', room: 'tea' } as never),
    );
  },
);

specify('a reaction that changes nothing is accepted', async (store) => {
  await store.post(toto, 'hello-01');
  assert.deepEqual(await react(store, 'react-01', false), { is: 'done', rev: 1 });
  await react(store, 'react-02', true);
  assert.deepEqual(await react(store, 'react-03', true), { is: 'done', rev: 2 });
});

specify(
  'only the author can edit and delete, and only messages that are not deleted',
  async (store) => {
    await store.post(toto, 'hello-01');
    const unknown = refusedBy('unknown_message', '/message');
    const edit = { type: 'edit', id: 'edit-001', message: 'hello-01', text: 'x' } as const;
    const remove = { type: 'delete', id: 'delete-1', message: 'hello-01' } as const;
    assert.deepEqual(await store.write(ada, edit), unknown);
    assert.deepEqual(await store.write(ada, remove), unknown);
    await store.write(toto, remove);
    assert.deepEqual(await store.write(toto, edit), unknown);
    assert.deepEqual(await store.write(toto, { ...remove, id: 'delete-2' }), unknown);
    assert.deepEqual(await react(store, 'react-01', true), unknown);
  },
);

specify('a refused id may be used again', async (store) => {
  const edit = { type: 'edit', id: 'edit-001', message: 'hello-01', text: 'x' } as const;
  await store.write(toto, edit);
  await store.post(toto, 'hello-01');
  assert.equal(revisionOf(await store.write(toto, edit)), 2);
});

specify('a transaction that throws stores nothing', async (store) => {
  await store.post(toto, 'hello-01', 'hello');
  const work = store.database.transaction(async (queries) => {
    await queries.run('UPDATE rooms SET rev = 9');
    await queries.run('DELETE FROM messages');
    throw new Error('stop');
  });
  await assert.rejects(work, /^Error: stop$/u);
  assert.deepEqual(await message(store), hello);
  assert.equal(revisionOf(await store.post(toto, 'hello-02')), 2);
});

specify(
  'a change continues from the stored state, not from a failed transaction',
  async (store) => {
    const edit = { type: 'edit', message: 'hello-01' } as const;
    await store.post(toto, 'hello-01');
    await store.write(toto, { ...edit, id: 'edit-001', text: 'kept' });
    const work = store.database.transaction(async (queries) => {
      const change = { ...edit, id: 'edit-002', text: 'failed' };
      await execute(queries, { by: toto, at: 1_000, change }, settings);
      throw new Error('stop');
    });
    await assert.rejects(work, /^Error: stop$/u);
    await react(store, 'react-01', true);
    const { rev, text } = (await message(store)) as TextMessage;
    assert.deepEqual({ rev, text }, { rev: 3, text: 'kept' });
  },
);

specify('readers never see an unfinished transaction', async (store) => {
  const seen: number[] = [];
  const look = async () => {
    seen.push((await new RoomList(store.database).seenBy(ada.id))[0]!.rev);
  };
  await store.database.transaction(async (queries) => {
    await queries.run('UPDATE rooms SET rev = 1');
    await look();
  });
  await look();
  assert.deepEqual(seen, [0, 1]);
});

specify('everything is there after closing and reopening', async (store) => {
  await store.post(toto, 'hello-01', 'hello');
  await store.write(toto, { type: 'room.create', id: 'create-1', name: 'tea', topic: 'Tea' });
  await store.write(ada, { type: 'read', room: 'general', seq: 1 });
  const epoch = await epochOf(store.database);
  assert.match(epoch, /^\S+$/u);
  await store.reopen();
  assert.equal(await epochOf(store.database), epoch);
  assert.deepEqual(await message(store), hello);
  const seen = { kind: 'open', at: 1_000, unread: 0 };
  assert.deepEqual(
    (await new RoomList(store.database).seenBy(ada.id)).map((room) => ({ ...room })),
    [
      { ...seen, id: 'general', name: 'general', topic: '', rev: 1, read: 1 },
      { ...seen, id: 'tea', name: 'tea', topic: 'Tea', maker: toto.id, rev: 0, read: 0 },
    ],
  );
  assert.deepEqual(await store.post(toto, 'hello-01', 'hello'), { is: 'done', rev: 1 });
});

function react(store: FreshStore, id: string, on: boolean): Promise<Outcome> {
  return store.write(ada, { type: 'react', id, message: 'hello-01', emoji: '👍', on });
}

async function message(store: FreshStore, id = 'hello-01'): Promise<Message | undefined> {
  const history = await historyBefore(store.database, 'general', undefined);
  return history?.messages.find((each) => each.id === id);
}

function refusedBy(code: Parameters<typeof refusal>[0], path: string): Outcome {
  return { is: 'refused', refusal: refusal(code, { path }) };
}
