import assert from 'node:assert/strict';
import { revisionOf } from '../commands/outcome.ts';
import { personById, personWithToken, revisionsBefore } from './people.ts';
import { answerTo } from './answers.ts';
import { addHours } from './meta.ts';
import { ada, specify, toto } from '../test-support/doubles/store-spec.ts';

const edit = { type: 'edit', id: 'change-1', text: 'x' } as const;

specify('the same id of two people identifies two changes', async (store) => {
  await store.post(toto, 'hello-01');
  await store.post(ada, 'hello-02');
  assert.equal(revisionOf(await store.write(toto, { ...edit, message: 'hello-01' })), 3);
  assert.equal(revisionOf(await store.write(ada, { ...edit, message: 'hello-02' })), 4);
  const answers = [
    await answerTo(store.database, toto.id, edit.id),
    await answerTo(store.database, ada.id, edit.id),
    await answerTo(store.database, ada.id, 'change-2'),
    await answerTo(store.database, 'p-eve', edit.id),
  ];
  assert.deepEqual(
    answers.map((answer) => answer?.rev),
    [3, 4, undefined, undefined],
  );
});

specify('a person who signs in first has read all earlier messages', async (store) => {
  await store.postMany(toto, 3);
  for (const name of ['tea', 'silence']) {
    await store.write(toto, { type: 'room.create', id: `create-${name}`, name });
  }
  await store.post(toto, 'tea-0001', 'tea', 'tea');
  await store.write(ada, { type: 'sign-in', ...ada, hash: 'hash-1' });
  assert.deepEqual(await revisionsBefore(store.database, ada.id), { 1: 3, 2: 1 });
  assert.deepEqual(await revisionsBefore(store.database, 'nobody'), {});
  assert.deepEqual({ ...(await personById(store.database, ada.id)) }, ada);
  assert.equal(await personById(store.database, 'nobody'), undefined);
});

specify('a session records the hours since its last use', async (store) => {
  await store.write(ada, { type: 'sign-in', ...ada, hash: 'hash-1' });
  const unused = async () => (await personWithToken(store.database, 'hash-1'))?.unused;
  const trace = [await unused()];
  await store.database.transaction((queries) => addHours(queries, 7));
  trace.push(await unused());
  await store.write(ada, { type: 'session.use', hash: 'hash-1' });
  trace.push(await unused());
  assert.deepEqual(trace, [0, 7, 0]);
  assert.equal(await personWithToken(store.database, 'hash-2'), undefined);
});
