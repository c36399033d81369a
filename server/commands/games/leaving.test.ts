import assert from 'node:assert/strict';
import type { GameMessage } from '../../../protocol/model.ts';
import { ada, specify, toto, type FreshStore } from '../../test-support/doubles/store-spec.ts';
import type { Change } from '../registry.ts';
import { codeOf } from '../../test-support/doubles/outcomes.ts';

const grace = 60_000;

specify(
  'a player is absent since the first time they left, even if it is reported again',
  async (store) => {
    await begin(store);
    const trace = [
      await goneAfter(store, { type: 'game.leave', since: 1_000 }),
      await goneAfter(store, { type: 'game.leave', since: 2_000 }),
      await goneAfter(store, { type: 'game.return' }),
      await goneAfter(store, { type: 'game.return' }),
      await goneAfter(store, { type: 'game.leave', since: 3_000 }),
    ];
    assert.deepEqual(trace, [[[null, 1_000]], [], [[null, null]], [], [[null, 3_000]]]);
  },
);

specify(
  'after a clock change the time of an absence moves along, but never beyond now',
  async (store) => {
    await begin(store);
    await goneAfter(store, { type: 'game.leave', since: 1_000 });
    const trace = [
      await goneAfter(store, { type: 'game.clock', by: 5_000 }, 10_000),
      await goneAfter(store, { type: 'game.clock', by: 0 }, 10_000),
      await goneAfter(store, { type: 'game.clock', by: 50_000 }, 20_000),
      await goneAfter(store, { type: 'game.clock', by: -15_000 }, 9_000),
    ];
    assert.deepEqual(trace, [[[null, 6_000]], [], [[null, 20_000]], [[null, 5_000]]]);
  },
);

specify('a game can be claimed exactly when the grace period is over', async (store) => {
  await begin(store);
  await goneAfter(store, { type: 'game.leave', since: 1_000 });
  const claim = { type: 'game.claim', message: 'game-001' } as const;
  const early = await store.write(toto, { ...claim, id: 'claim-01' }, 1_000 + grace - 1);
  const own = await store.write(ada, { ...claim, id: 'claim-02' }, 1_000 + grace);
  const due = await store.write(toto, { ...claim, id: 'claim-03' }, 1_000 + grace);
  assert.deepEqual([early, own, due].map(codeOf), ['not_gone', 'not_gone', 'changed']);
  const { message } = due.is === 'changed' ? due.changed[0]! : {};
  assert.deepEqual((message as GameMessage).result, { is: 'won', seat: 0, by: 'absence' });
});

specify('nobody is marked absent in a proposal or in a finished game', async (store) => {
  await store.write(ada, {
    type: 'game.propose',
    id: 'game-001',
    room: 'general',
    game: 'morpion',
  });
  assert.deepEqual(await goneAfter(store, { type: 'game.leave', since: 1_000 }), []);
  await store.write(toto, { type: 'game.accept', id: 'accept-1', message: 'game-001' });
  await store.write(toto, { type: 'game.resign', id: 'resign-1', message: 'game-001' });
  assert.deepEqual(await goneAfter(store, { type: 'game.leave', since: 1_000 }), []);
});

async function begin(store: FreshStore): Promise<void> {
  const id = 'game-001';
  await store.write(toto, { type: 'game.propose', id, room: 'general', game: 'morpion' });
  await store.write(ada, { type: 'game.accept', id: 'accept-1', message: id });
}

/** The absences in the games that Ada's change affects. */
async function goneAfter(store: FreshStore, change: Change, at = 1_000) {
  const outcome = await store.write(ada, change, at);
  assert.equal(outcome.is, 'changed');
  return outcome.changed.map(({ message }) => (message as GameMessage).gone);
}
