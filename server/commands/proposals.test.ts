import assert from 'node:assert/strict';
import { ada, specify, toto, type FreshStore } from '../store/testing.ts';
import { codeOf } from './testing-outcomes.ts';

const proposal = { type: 'game.propose', room: 'general', game: 'morpion' } as const;
const eve = { id: 'p-eve', name: 'Eve' };

specify('nobody plays against themselves', async (store) => {
  await store.write(toto, { type: 'sign-in', ...toto, hash: 'hash of Toto' });
  await store.write(toto, { ...proposal, id: 'game-001' });
  assert.equal(await accept(store, toto, 'accept-1'), 'not_yours_to_take');
  const toOneself = await store.write(toto, { ...proposal, id: 'game-002', to: toto.id });
  assert.equal(codeOf(toOneself), 'unknown_person');
});

specify('whoever is invited takes the seat, and nobody else', async (store) => {
  await store.write(ada, { type: 'sign-in', ...ada, hash: 'hash of Ada' });
  await store.write(toto, { ...proposal, id: 'game-001', to: ada.id });
  const codes = [
    await accept(store, eve, 'accept-1'),
    await accept(store, toto, 'accept-2'),
    await accept(store, ada, 'accept-3'),
    await accept(store, eve, 'accept-4'),
  ];
  assert.deepEqual(codes, ['not_yours_to_take', 'not_yours_to_take', 'changed', 'stale']);
});

async function accept(store: FreshStore, by: typeof eve, id: string): Promise<string> {
  return codeOf(await store.write(by, { type: 'game.accept', id, message: 'game-001' }));
}
