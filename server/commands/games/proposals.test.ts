import assert from 'node:assert/strict';
import type { GameMessage } from '../../../protocol/model.ts';
import { ada, specify, toto, type FreshStore } from '../../test-support/doubles/store-spec.ts';
import { codeOf } from '../../test-support/doubles/outcomes.ts';

const proposal = { type: 'game.propose', room: 'general', game: 'morpion' } as const;
const eve = { id: 'p-eve', name: 'Eve' };

specify('nobody plays against themselves', async (store) => {
  await store.write(toto, { type: 'sign-in', ...toto, hash: 'hash of Toto' });
  await store.write(toto, { ...proposal, id: 'game-001' });
  assert.equal(await accept(store, toto, 'accept-1'), 'seat_reserved');
  const toOneself = await store.write(toto, { ...proposal, id: 'game-002', to: toto.id });
  assert.equal(codeOf(toOneself), 'unknown_person');
});

specify('only the invited person can take the seat', async (store) => {
  await store.write(ada, { type: 'sign-in', ...ada, hash: 'hash of Ada' });
  await store.write(toto, { ...proposal, id: 'game-001', to: ada.id });
  const codes = [
    await accept(store, eve, 'accept-1'),
    await accept(store, toto, 'accept-2'),
    await accept(store, ada, 'accept-3'),
    await accept(store, eve, 'accept-4'),
  ];
  assert.deepEqual(codes, ['seat_reserved', 'seat_reserved', 'changed', 'stale']);
});

specify('an invitation shows the score between the two players', async (store) => {
  await store.write(ada, { type: 'sign-in', ...ada, hash: 'hash of Ada' });
  await store.write(toto, { ...proposal, id: 'game-001', to: ada.id });
  await accept(store, ada, 'accept-1');
  await store.write(toto, { type: 'game.resign', id: 'resign-1', message: 'game-001' });
  const next = await store.write(toto, { ...proposal, id: 'game-002', to: ada.id });
  assert.equal(next.is, 'changed');
  assert.deepEqual((next.changed[0]!.message as GameMessage).score, [0, 1]);
});

async function accept(store: FreshStore, by: typeof eve, id: string): Promise<string> {
  return codeOf(await store.write(by, { type: 'game.accept', id, message: 'game-001' }));
}
