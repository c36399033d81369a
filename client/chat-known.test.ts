import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { emptyState, type Pending } from './state/state.ts';
import { started, welcomed } from './test-support/test-chat.ts';
import { ManualClock, toto, zoe } from './test-support/test-kit.ts';

test('sends the unsent changes of an earlier page with their ids, and keeps the refused ones', () => {
  const [change, other] = ['m-old', 'm-bad'].map(
    (id) => ({ type: 'post', id, room: 'general', text: 'before' }) as const,
  );
  const outbox: Pending[] = [
    { change: other!, at: 4, is: 'refused', refusal: refusal('unknown_room') },
    { change: change!, at: 5, is: 'waiting' },
  ];
  const { chat, sent, transport } = started({ known: { ...emptyState, you: toto, outbox } });
  assert.deepEqual(chat.store.get().outbox, outbox);
  transport().onopen?.();
  transport().receives(welcomed({}));
  assert.deepEqual(
    sent().filter(({ type }) => type === 'post'),
    [change],
  );
});

test('never sends the unsent changes of another person', () => {
  const change = { type: 'post', id: 'm-old', room: 'general', text: 'before' } as const;
  const outbox: Pending[] = [{ change, at: 5, is: 'waiting' }];
  const { chat, sent, transport } = started({ known: { ...emptyState, you: zoe, outbox } });
  transport().onopen?.();
  transport().receives(welcomed({}));
  const id = chat.post('general', 'mine');
  assert.deepEqual(
    sent().filter(({ type }) => type === 'post'),
    [{ type: 'post', id, room: 'general', text: 'mine' }],
  );
  assert.deepEqual(
    chat.store.get().outbox.map((pending) => pending.change.id),
    [id],
  );
});

test('closes the connection and keeps everything if another person is not admitted', () => {
  const change = { type: 'post', id: 'm-old', room: 'general', text: 'before' } as const;
  const outbox: Pending[] = [{ change, at: 5, is: 'waiting' }];
  const { chat, sent, transport } = started({ known: { ...emptyState, you: zoe, outbox } });
  chat.admits = ({ you }) => you.id === zoe.id;
  transport().onopen?.();
  transport().receives(welcomed({ general: 3 }));
  const { you, rooms, outbox: held, link } = chat.store.get();
  assert.deepEqual([you, rooms.size, held, link], [zoe, 0, outbox, { is: 'closed' }]);
  assert.deepEqual(sent(), []);
});

test('refuses a change that is older than 21 days, but still sends a message', async () => {
  const aDay = 24 * 60 * 60 * 1_000;
  const react = { type: 'react', message: 'm-1', emoji: '👍', on: true } as const;
  const outbox = (now: number): Pending[] => [
    { change: { ...react, id: 'r-late' }, at: now - 21 * aDay - 1, is: 'waiting' },
    { change: { ...react, id: 'r-in-time' }, at: now - 21 * aDay, is: 'waiting' },
    { change: { type: 'post', id: 'm-old', room: 'general', text: 'x' }, at: 0, is: 'waiting' },
  ];
  const clock = new ManualClock();
  const known = { ...emptyState, you: toto, outbox: outbox(clock.now()) };
  const { chat, sent, transport } = started({ known, clock });
  transport().onopen?.();
  transport().receives(welcomed({}));
  transport().receives({ type: 'ack', id: 'r-in-time' });
  assert.deepEqual(
    sent().flatMap(({ id }) => id ?? []),
    ['r-in-time', 'm-old'],
  );
  assert.deepEqual(
    chat.store.get().outbox.map(({ change }) => change.id),
    ['m-old'],
  );
});
