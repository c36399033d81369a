import assert from 'node:assert/strict';
import { limits } from '../../../protocol/limits.ts';
import { addRoom } from '../../store/rooms.ts';
import { specify, toto, type FreshStore } from '../../test-support/doubles/store-spec.ts';
import { codeOf } from '../../test-support/doubles/outcomes.ts';

specify('the number of rooms is limited', async (store) => {
  await store.database.transaction(async (queries) => {
    for (let n = 2; n < limits.rooms; n++) await addRoom(queries, { id: `room-${n}`, topic: '' });
  });
  const codes = [await create(store, 'tea'), await create(store, 'coffee')];
  assert.deepEqual(codes, ['made', 'too_many_rooms']);
  assert.equal(await create(store, 'TEA'), 'room_exists');
});

async function create(store: FreshStore, name: string): Promise<string> {
  const id = `create-${name}`;
  return codeOf(await store.write(toto, { type: 'room.create', id, name }));
}
