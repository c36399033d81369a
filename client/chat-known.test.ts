import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { nothing, type Pending } from './state.ts';
import { started, welcomed } from './testing-chat.ts';
import { toto, zoe } from './testing.ts';

test('what an earlier page left unsent is sent, with the ids that it had; what was refused stays', () => {
  const [change, other] = ['m-old', 'm-bad'].map(
    (id) => ({ type: 'post', id, room: 'general', text: 'before' }) as const,
  );
  const outbox: Pending[] = [
    { change: other!, at: 4, is: 'refused', refusal: refusal('unknown_room') },
    { change: change!, at: 5, is: 'waiting' },
  ];
  const { chat, said, line } = started({ known: { ...nothing, you: toto, outbox } });
  assert.deepEqual(chat.store.get().outbox, outbox);
  line().onopen?.();
  line().says(welcomed({}));
  assert.deepEqual(
    said().filter(({ type }) => type === 'post'),
    [change],
  );
});

test('what an earlier person left unsent is never sent as somebody else', () => {
  const change = { type: 'post', id: 'm-old', room: 'general', text: 'before' } as const;
  const outbox: Pending[] = [{ change, at: 5, is: 'waiting' }];
  const { chat, said, line } = started({ known: { ...nothing, you: zoe, outbox } });
  line().onopen?.();
  line().says(welcomed({}));
  const id = chat.post('general', 'mine');
  assert.deepEqual(
    said().filter(({ type }) => type === 'post'),
    [{ type: 'post', id, room: 'general', text: 'mine' }],
  );
  assert.deepEqual(
    chat.store.get().outbox.map((pending) => pending.change.id),
    [id],
  );
});
