import assert from 'node:assert/strict';
import test from 'node:test';
import type { Command } from '../../protocol/commands.ts';
import { refusal } from '../../protocol/refusals.ts';
import { changes, post, startedLab } from '../test-support/lab.ts';

test('loses the next message, not the signals before it, and only that one', () => {
  const { arms, sends, trace } = startedLab();
  arms('lost', 'sent');
  sends({ type: 'typing', room: 'general' });
  sends({ type: 'presence', id: 'presence', room: 'general', away: false });
  sends({ type: 'read', room: 'general', seq: 3 });
  sends(post('a'));
  sends(post('b'));
  assert.deepEqual(trace, [
    '0 armed',
    '0 sent typing',
    '0 sent presence presence',
    '0 sent read',
    '0 broken',
    '0 lost post a',
    '0 sent post b',
  ]);
});

test('delays the next received message, not the signals before it, a refusal, an empty frame or a sent one', () => {
  const { arms, sends, receives, clock, trace } = startedLab();
  arms('delayed', 'received');
  receives({ type: 'typing', room: 'general', people: [] });
  receives({ type: 'refused', id: 'x', ...refusal('internal_error') });
  receives(changes(1, 1));
  sends(post('a'));
  receives(changes(1, 2));
  clock.pass(3_000);
  assert.deepEqual(trace, [
    '0 armed',
    '0 received typing',
    '0 received refused x',
    '0 received changes 1 to 1',
    '0 sent post a',
    '0 broken',
    '0 delayed changes 1 to 2',
    '3000 received changes 1 to 2',
    '3000 repaired: late after 3000',
  ]);
});

test('any change to a message counts as a message', () => {
  const all: Command[] = [
    post('a'),
    { type: 'react', id: 'a', message: 'm', emoji: '👍', on: true },
    { type: 'game.propose', id: 'a', room: 'general', game: 'morpion' },
    { type: 'game.play', id: 'a', message: 'm', ply: 0, move: 4 },
  ];
  for (const command of all) {
    const { arms, sends, trace } = startedLab();
    arms('lost', 'sent');
    sends(command);
    assert.deepEqual(trace, ['0 armed', '0 broken', `0 lost ${command.type} a`]);
  }
});

test('the aim "any" hits the next frame, and a lost signal needs no repair', () => {
  const { lab, sends, trace } = startedLab();
  lab.arm({ fault: 'lost', direction: 'sent', aim: 'any' });
  sends({ type: 'typing', room: 'general' });
  sends({ type: 'typing', room: 'general' });
  assert.deepEqual(trace, [
    '0 armed',
    '0 broken',
    '0 lost typing',
    '0 repaired: none after 0',
    '0 sent typing',
  ]);
});

test('arms one fault at a time, and none after it was cancelled', () => {
  const { lab, arms, sends, receives, trace } = startedLab();
  arms('lost', 'received');
  arms('lost', 'sent');
  receives(changes(1, 2));
  lab.clear();
  sends(post('a'));
  assert.deepEqual(trace, [
    '0 armed',
    '0 armed',
    '0 received changes 1 to 2',
    '0 idle',
    '0 sent post a',
  ]);
});

test('the end of one fault does not change the state of the next', () => {
  const { arms, sends, receives, clock, trace } = startedLab();
  arms('delayed', 'received');
  receives(changes(4, 5));
  arms('lost', 'sent');
  clock.pass(3_000);
  sends(post('a'));
  assert.deepEqual(trace.slice(-4), [
    '0 armed',
    '3000 received changes 4 to 5',
    '3000 broken',
    '3000 lost post a',
  ]);
});
