import assert from 'node:assert/strict';
import test from 'node:test';
import { changes, post, repairs, startedLab } from '../test-support/lab.ts';

test('a command that was lost is repaired once it was sent again and answered', () => {
  const { arms, goes, comes, clock, trace } = startedLab();
  arms('lost', 'sent');
  goes(post('a'));
  comes({ type: 'ack', id: 'presence' });
  clock.pass(10_000);
  goes(post('a'));
  comes({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(trace.slice(2), [
    '0 lost post a',
    '0 received ack presence',
    '10000 sent post a',
    '10000 repaired: resent after 10000',
    '10000 received ack a',
  ]);
});

test('an answer that was lost is repaired by the one to the second try', () => {
  const { lab: it, goes, comes, trace } = startedLab();
  goes(post('a'));
  it.arm({ fault: 'lost', direction: 'received', aim: 'any' });
  comes({ type: 'ack', id: 'a', rev: 4 });
  goes(post('a'));
  comes({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(repairs(trace), ['0 repaired: resent after 0']);
});

test('a hole is repaired once other frames have brought all that was lost', () => {
  const { arms, goes, comes, clock, trace } = startedLab();
  arms('lost', 'received');
  comes(changes(4, 7));
  comes(changes(7, 8));
  comes({ ...changes(4, 9), room: 'tea' });
  goes({ type: 'follow', rooms: { general: 4 } });
  clock.pass(20);
  comes(changes(4, 6));
  assert.deepEqual(repairs(trace), []);
  comes(changes(6, 8));
  assert.deepEqual(repairs(trace), ['20 repaired: followed after 20']);
});

test('a hole is repaired by a new beginning too', () => {
  const { arms, comes, trace } = startedLab();
  arms('lost', 'received');
  comes(changes(4, 7));
  comes({ ...changes(0, 9_000), reset: true });
  assert.deepEqual(repairs(trace), ['0 repaired: followed after 0']);
});

test('what was asked for before the late one came is what has repaired it', () => {
  const { arms, goes, comes, clock, trace } = startedLab();
  arms('delayed', 'received');
  comes(changes(4, 5));
  comes(changes(5, 6));
  goes({ type: 'follow', rooms: { general: 4 } });
  comes(changes(4, 6));
  clock.pass(3_000);
  assert.deepEqual(repairs(trace), ['0 repaired: followed after 0']);
  assert.equal(trace.at(-1), '3000 received changes 4 to 5');
});

test('a late command is well when it is answered', () => {
  const { arms, goes, comes, clock, trace } = startedLab();
  arms('delayed', 'sent');
  goes(post('a'));
  clock.pass(3_000);
  assert.deepEqual(repairs(trace), []);
  comes({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(repairs(trace), ['3000 repaired: late after 3000']);
});

test('what does not arrive late, because its line has ended, is not said to have come', () => {
  const { arms, comes, clock, ends, trace } = startedLab();
  arms('delayed', 'received');
  comes(changes(4, 5));
  ends();
  clock.pass(3_000);
  assert.deepEqual(repairs(trace), []);
  comes(changes(4, 5));
  assert.deepEqual(repairs(trace), ['3000 repaired: followed after 3000']);
});

test('a command that went twice is well when both are answered', () => {
  const { arms, goes, comes, trace } = startedLab();
  arms('repeated', 'sent');
  goes(post('a'));
  comes({ type: 'ack', id: 'a', rev: 4 });
  assert.deepEqual(repairs(trace), []);
  comes({ type: 'ack', id: 'a', rev: 4 });
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

test('a frame that came twice has changed nothing the second time', () => {
  const { arms, comes, trace } = startedLab();
  arms('repeated', 'received');
  comes(changes(4, 5));
  assert.deepEqual(trace.slice(2), [
    '0 repeated changes 4 to 5',
    '0 received changes 4 to 5',
    '0 received changes 4 to 5',
    '0 repaired: twice after 0',
  ]);
});
