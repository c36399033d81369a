import assert from 'node:assert/strict';
import type { Person } from '../../protocol/model.ts';
import { refusal } from '../../protocol/refusals.ts';
import type { Outcome } from '../commands/outcome.ts';
import { endExpiredSessions, hasExpiredSessions, personWithToken } from './people.ts';
import { RoomList } from './room-list.ts';
import { addHours } from './meta.ts';
import { ada, specify, toto, type FreshStore } from '../test-support/doubles/store-spec.ts';

specify('a name keeps its spelling and belongs to one person', async (store) => {
  assert.deepEqual(await signIn(store, 'p-1', ' Éloïse ', 'hash-1'), signedIn('p-1', 'Éloïse'));
  assert.deepEqual(await signIn(store, 'p-2', 'ELOISE', 'hash-2'), taken('ELOISE', 'ELOISE 2'));
  assert.deepEqual(await personWithHash(store, 'hash-1'), { id: 'p-1', name: 'Éloïse' });
  assert.equal(await personWithHash(store, 'hash-2'), undefined);
});

specify('a suggested name is free and short enough', async (store) => {
  const long = 'a'.repeat(32);
  await signIn(store, 'p-1', 'Toto', 'hash-1');
  await signIn(store, 'p-2', 'Toto 2', 'hash-2');
  await signIn(store, 'p-3', long, 'hash-3');
  assert.deepEqual(await signIn(store, 'p-4', 'toto', 'hash-4'), taken('toto', 'toto 3'));
  assert.deepEqual(await signIn(store, 'p-4', long, 'hash-4'), taken(long, `${'a'.repeat(30)} 2`));
});

specify('an invalid name is refused', async (store) => {
  assert.deepEqual(await signIn(store, 'p-1', '\u200B', 'hash-1'), {
    is: 'refused',
    refusal: refusal('invalid_name', { path: '/name' }),
  });
});

specify(
  'a person may have several sessions, and the last sign-out frees the name',
  async (store) => {
    await signIn(store, 'p-1', 'Toto', 'hash-1');
    assert.deepEqual(await signIn(store, 'p-1', 'Toto', 'hash-2'), signedIn('p-1', 'Toto'));
    await signOut(store, 'hash-1');
    assert.equal((await signIn(store, 'p-2', 'Toto', 'hash-3')).is, 'refused');
    assert.equal((await personWithHash(store, 'hash-2'))?.id, 'p-1');
    await signOut(store, 'hash-2');
    assert.deepEqual(await signIn(store, 'p-2', 'Toto', 'hash-3'), signedIn('p-2', 'Toto'));
    assert.equal(await personWithHash(store, 'hash-2'), undefined);
  },
);

specify('a new session replaces the previous one of the browser', async (store) => {
  await signIn(store, 'p-1', 'Toto', 'hash-1');
  await signIn(store, 'p-2', 'Tata', 'hash-2', 'hash-1');
  assert.equal(await personWithHash(store, 'hash-1'), undefined);
  assert.deepEqual(await signIn(store, 'p-3', 'Toto', 'hash-3'), signedIn('p-3', 'Toto'));
});

specify('a sign-in with `alone` ends the other sessions of this person only', async (store) => {
  await signIn(store, 'p-1', 'Toto', 'hash-1');
  await signIn(store, 'p-2', 'Tata', 'hash-2');
  const alone = { type: 'sign-in', id: 'p-1', name: 'Toto', hash: 'hash-3', alone: true } as const;
  await store.write(toto, alone);
  const people = ['hash-1', 'hash-2', 'hash-3'].map((hash) => personWithHash(store, hash));
  assert.deepEqual(await Promise.all(people), [
    undefined,
    { id: 'p-2', name: 'Tata' },
    { id: 'p-1', name: 'Toto' },
  ]);
});

specify('a person who signs out during a sign-in gets the name again', async (store) => {
  await signIn(store, 'p-1', 'Toto', 'hash-1');
  await signOut(store, 'hash-1');
  assert.deepEqual(await signIn(store, 'p-1', 'Toto', 'hash-2', 'hash-1'), signedIn('p-1', 'Toto'));
  assert.deepEqual(await personWithHash(store, 'hash-2'), { id: 'p-1', name: 'Toto' });
});

specify('a session expires after exactly 90 days of uptime without use', async (store) => {
  await signIn(store, 'p-1', 'Toto', 'hash-1');
  const after = async (hours: number) => {
    await store.database.transaction((queries) => addHours(queries, hours));
    const person = await personWithToken(store.database, 'hash-1');
    return [person?.name, await hasExpiredSessions(store.database)];
  };
  assert.deepEqual(
    [await after(90 * 24), await after(1)],
    [
      ['Toto', false],
      [undefined, true],
    ],
  );
});

specify('expired sessions end in batches and free their names', async (store) => {
  const run = (hours: number) => store.database.transaction((queries) => addHours(queries, hours));
  await signIn(store, 'p-1', 'Toto', 'hash-1');
  await signIn(store, 'p-1', 'Toto', 'hash-2');
  await signIn(store, 'p-2', 'Tata', 'hash-3');
  await run(1);
  await store.write(ada, { type: 'session.use', hash: 'hash-3' });
  const end = (most: number) =>
    store.database.transaction((queries) => endExpiredSessions(queries, most));
  await run(90 * 24 - 1);
  assert.equal(await end(9), 0);
  await run(1);
  assert.equal(await end(1), 1);
  assert.equal((await signIn(store, 'p-3', 'Toto', 'hash-4')).is, 'refused');
  assert.deepEqual([await end(9), await end(9)], [1, 0]);
  assert.deepEqual(await signIn(store, 'p-3', 'Toto', 'hash-4'), signedIn('p-3', 'Toto'));
  assert.equal((await personWithHash(store, 'hash-3'))?.id, 'p-2');
});

specify('a read mark moves forward only, and not beyond the room', async (store) => {
  await store.postMany(toto, 3);
  const marks: Outcome[] = [];
  for (const seq of [2, 1, 3, 99]) {
    marks.push(await store.write(ada, { type: 'read', room: 'general', seq }));
  }
  assert.deepEqual(
    marks,
    [2, 2, 3, 3].map((seq) => ({ is: 'read', person: ada.id, room: 'general', seq })),
  );
});

specify(
  'messages of others after the read mark that are not deleted are unread, up to 100',
  async (store) => {
    await store.postMany(toto, 3);
    await store.post(ada, 'my-own-1');
    await store.write(toto, { type: 'delete', id: 'delete-1', message: 'message-2' });
    assert.deepEqual(await unread(store), { read: 0, unread: 2 });
    await store.write(ada, { type: 'read', room: 'general', seq: 1 });
    assert.deepEqual(await unread(store), { read: 1, unread: 1 });
    await store.postMany(toto, 150, 10);
    assert.deepEqual(await unread(store), { read: 1, unread: 100 });
  },
);

specify('messages from before the first sign-in of a person are never unread', async (store) => {
  await store.postMany(toto, 36);
  await signIn(store, ada.id, ada.name, 'hash-1');
  assert.deepEqual(await unread(store), { read: 36, unread: 0 });
  await store.write(ada, { type: 'read', room: 'general', seq: 7 });
  assert.deepEqual(await unread(store), { read: 36, unread: 0 });
  await store.postMany(toto, 2, 100);
  await signIn(store, ada.id, ada.name, 'hash-2');
  assert.deepEqual(await unread(store), { read: 36, unread: 2 });
  await store.write(ada, { type: 'read', room: 'general', seq: 37 });
  assert.deepEqual(await unread(store), { read: 37, unread: 1 });
});

specify('each person can create 20 rooms in 24 hours', async (store) => {
  const create = (by: Person, number: number, at: number) =>
    store.write(by, { type: 'room.create', id: `create-${number}`, name: `room-${number}` }, at);
  const aDay = 24 * 60 * 60 * 1_000;
  for (let number = 1; number <= 20; number++) {
    assert.equal((await create(toto, number, number)).is, 'made');
  }
  const tooMany = { is: 'refused', refusal: refusal('too_many_rooms_today') };
  assert.deepEqual(await create(toto, 21, aDay), tooMany);
  assert.equal((await create(ada, 21, aDay)).is, 'made');
  assert.equal((await create(toto, 22, aDay + 1)).is, 'made');
  assert.deepEqual(await create(toto, 23, aDay + 1), tooMany);
});

specify('a room name is taken regardless of case and accents', async (store) => {
  const create = (id: string, name: string, topic = '') =>
    store.write(toto, { type: 'room.create', id, name, topic });
  const info = { id: 'école', kind: 'open', name: 'École', topic: 'x', maker: toto.id } as const;
  const room = { ...info, rev: 0, at: 1_000, read: 0, unread: 0 };
  const notice = { is: 'came', room, people: 'everyone' };
  assert.deepEqual(await create('create-1', '#École', ' x '), { is: 'made', room, notice });
  const message = 'There is # École already, at the address école.';
  const refused = [
    await create('create-2', 'ecole'),
    await create('create-3', '?!'),
    await create('create-4', 'long', 'x'.repeat(201)),
  ];
  assert.deepEqual(refused, [
    { is: 'refused', refusal: refusal('room_exists', { path: '/name', message }) },
    { is: 'refused', refusal: refusal('invalid_room_name', { path: '/name' }) },
    { is: 'refused', refusal: refusal('topic_too_long', { path: '/topic' }) },
  ]);
});

async function signIn(
  store: FreshStore,
  id: string,
  name: string,
  hash: string,
  replaces?: string,
): Promise<Outcome> {
  const old = replaces === undefined ? {} : { replaces };
  const change = { type: 'sign-in', id, name, hash, ...old } as const;
  return structuredClone(await store.write({ id, name }, change));
}

async function signOut(store: FreshStore, hash: string): Promise<void> {
  await store.write(toto, { type: 'sign-out', hash });
}

function signedIn(id: string, name: string): Outcome {
  return { is: 'signed-in', person: { id, name } };
}

function taken(name: string, suggestion: string): Outcome {
  const message = `${name} is taken; ${suggestion} is free.`;
  return { is: 'refused', refusal: refusal('name_taken', { path: '/name', message, suggestion }) };
}

async function personWithHash(store: FreshStore, hash: string) {
  const { unused: _unused, ...person } = (await personWithToken(store.database, hash)) ?? {};
  return 'id' in person ? person : undefined;
}

async function unread(store: FreshStore) {
  const [general] = await new RoomList(store.database).seenBy(ada.id);
  return { read: general?.read, unread: general?.unread };
}
