import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { emptyState, type Pending } from './state/state.ts';
import { started, welcomed } from './test-support/test-chat.ts';
import { ManualClock, toto, zoe } from './test-support/test-kit.ts';

test('what an earlier page left unsent is sent, with the ids that it had; what was refused stays', () => {
  const [change, other] = ['m-old', 'm-bad'].map(
    (id) => ({ type: 'post', id, room: 'general', text: 'before' }) as const,
  );
  const outbox: Pending[] = [
    { change: other!, at: 4, is: 'refused', refusal: refusal('unknown_room') },
    { change: change!, at: 5, is: 'waiting' },
  ];
  const { chat, said, line } = started({ known: { ...emptyState, you: toto, outbox } });
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
  const { chat, said, line } = started({ known: { ...emptyState, you: zoe, outbox } });
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

test('a client that may not become somebody else ends the line, and keeps all that it has', () => {
  const change = { type: 'post', id: 'm-old', room: 'general', text: 'before' } as const;
  const outbox: Pending[] = [{ change, at: 5, is: 'waiting' }];
  const { chat, said, line } = started({ known: { ...emptyState, you: zoe, outbox } });
  chat.admits = ({ you }) => you.id === zoe.id;
  line().onopen?.();
  line().says(welcomed({ general: 3 }));
  const { you, rooms, outbox: held, link } = chat.store.get();
  assert.deepEqual([you, rooms.size, held, link], [zoe, 0, outbox, { is: 'closed' }]);
  assert.deepEqual(said(), []);
});

test('a change that has waited for 21 days is refused, and a message is sent all the same', async () => {
  const aDay = 24 * 60 * 60 * 1_000;
  const react = { type: 'react', message: 'm-1', emoji: '👍', on: true } as const;
  const outbox = (now: number): Pending[] => [
    { change: { ...react, id: 'r-late' }, at: now - 21 * aDay - 1, is: 'waiting' },
    { change: { ...react, id: 'r-in-time' }, at: now - 21 * aDay, is: 'waiting' },
    { change: { type: 'post', id: 'm-old', room: 'general', text: 'x' }, at: 0, is: 'waiting' },
  ];
  const clock = new ManualClock();
  const known = { ...emptyState, you: toto, outbox: outbox(clock.now()) };
  const { chat, said, line } = started({ known, clock });
  line().onopen?.();
  line().says(welcomed({}));
  line().says({ type: 'ack', id: 'r-in-time' });
  assert.deepEqual(
    said().flatMap(({ id }) => id ?? []),
    ['r-in-time', 'm-old'],
  );
  assert.deepEqual(
    chat.store.get().outbox.map(({ change }) => change.id),
    ['m-old'],
  );
});
