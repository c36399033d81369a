import assert from 'node:assert/strict';
import test from 'node:test';
import { changes, post, repairs, startedLab } from '../test-support/lab.ts';

test('a lost command is repaired once it was sent again and answered', () => {
  const { arms, sends, receives, clock, trace } = startedLab();
  arms('lost', 'sent');
  sends(post('a'));
  receives({ type: 'ack', id: 'presence' });
  clock.pass(10_000);
  sends(post('a'));
  receives({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(trace.slice(2), [
    '0 lost post a',
    '0 received ack presence',
    '10000 sent post a',
    '10000 repaired: resent after 10000',
    '10000 received ack a',
  ]);
});

test('a lost answer is repaired by the answer to the second try', () => {
  const { lab, sends, receives, trace } = startedLab();
  sends(post('a'));
  lab.arm({ fault: 'lost', direction: 'received', aim: 'any' });
  receives({ type: 'ack', id: 'a', rev: 4 });
  sends(post('a'));
  receives({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(repairs(trace), ['0 repaired: resent after 0']);
});

test('a gap is repaired once other frames have brought everything that was lost', () => {
  const { arms, sends, receives, clock, trace } = startedLab();
  arms('lost', 'received');
  receives(changes(4, 7));
  receives(changes(7, 8));
  receives({ ...changes(4, 9), room: 'tea' });
  sends({ type: 'follow', rooms: { general: 4 } });
  clock.pass(20);
  receives(changes(4, 6));
  assert.deepEqual(repairs(trace), []);
  receives(changes(6, 8));
  assert.deepEqual(repairs(trace), ['20 repaired: followed after 20']);
});

test('a gap is repaired by a reset too', () => {
  const { arms, receives, trace } = startedLab();
  arms('lost', 'received');
  receives(changes(4, 7));
  receives({ ...changes(0, 9_000), reset: true });
  assert.deepEqual(repairs(trace), ['0 repaired: followed after 0']);
});

test('a follow that is answered before the late frame arrives is the repair', () => {
  const { arms, sends, receives, clock, trace } = startedLab();
  arms('delayed', 'received');
  receives(changes(4, 5));
  receives(changes(5, 6));
  sends({ type: 'follow', rooms: { general: 4 } });
  receives(changes(4, 6));
  clock.pass(3_000);
  assert.deepEqual(repairs(trace), ['0 repaired: followed after 0']);
  assert.equal(trace.at(-1), '3000 received changes 4 to 5');
});

test('a late command is repaired once it is answered', () => {
  const { arms, sends, receives, clock, trace } = startedLab();
  arms('delayed', 'sent');
  sends(post('a'));
  clock.pass(3_000);
  assert.deepEqual(repairs(trace), []);
  receives({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(repairs(trace), ['3000 repaired: late after 3000']);
});

test('a delayed frame whose connection has ended is not reported as arrived', () => {
  const { arms, receives, clock, reconnects, trace } = startedLab();
  arms('delayed', 'received');
  receives(changes(4, 5));
  reconnects();
  clock.pass(3_000);
  assert.deepEqual(repairs(trace), []);
  receives(changes(4, 5));
  assert.deepEqual(repairs(trace), ['3000 repaired: followed after 3000']);
});

test('a repeated command is repaired once both are answered', () => {
  const { arms, sends, receives, trace } = startedLab();
  arms('repeated', 'sent');
  sends(post('a'));
  receives({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(repairs(trace), []);
  receives({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(trace, [
    '0 armed',
    '0 broken',
    '0 repeated post a',
    '0 sent post a',
    '0 sent post a',
    '0 received ack a',
    '0 repaired: twice after 0',
    '0 received ack a',
  ]);
});

test('a repeated frame is repaired at once', () => {
  const { arms, receives, trace } = startedLab();
  arms('repeated', 'received');
  receives(changes(4, 5));
  assert.deepEqual(trace.slice(2), [
    '0 repeated changes 4 to 5',
    '0 received changes 4 to 5',
    '0 received changes 4 to 5',
    '0 repaired: twice after 0',
  ]);
});
