import assert from 'node:assert/strict';
import test from 'node:test';
import type { DeletedMessage } from '../../../protocol/model.ts';
import { MessageCache } from './message-cache.ts';
import type { Kept } from '../records.ts';
import { toto } from '../../test-support/doubles/store-spec.ts';

test('the cache holds the thousand most recently changed messages', () => {
  const changed = new MessageCache();
  for (let number = 1; number <= 1_000; number++) changed.add(kept(number));
  changed.add(kept(1, 1_001));
  changed.add(kept(1_001));
  const held = [1, 2, 3, 1_001].map((number) => changed.get(String(number))?.message.rev);
  assert.deepEqual(held, [1_001, undefined, 3, 1_001]);
});

function kept(number: number, rev = number): Kept {
  const placed = { id: String(number), seq: number, rev, author: toto, at: 1_000 };
  const message: DeletedMessage = { ...placed, kind: 'deleted' };
  return { room: { number: 1, id: 'general' }, message };
}
