import assert from 'node:assert/strict';
import test from 'node:test';
import type { Command } from '../../protocol/commands.ts';
import { refusal } from '../../protocol/refusals.ts';
import { changes, post, startedLab } from '../test-support/lab.ts';

test('the next message is lost, not the signs before it, and only that one', () => {
  const { arms, goes, trace } = startedLab();
  arms('lost', 'sent');
  goes({ type: 'typing', room: 'general' });
  goes({ type: 'presence', id: 'presence', room: 'general', away: false });
  goes({ type: 'read', room: 'general', seq: 3 });
  goes(post('a'));
  goes(post('b'));
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

test('the next message that comes is delayed, not the signs before it, nor an answer, nor what goes', () => {
  const { arms, goes, comes, clock, trace } = startedLab();
  arms('delayed', 'received');
  comes({ type: 'typing', room: 'general', people: [] });
  comes({ type: 'refused', id: 'x', ...refusal('internal_error') });
  comes(changes(1, 1));
  goes(post('a'));
  comes(changes(1, 2));
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

test('any change of a message counts as one', () => {
  const all: Command[] = [
    post('a'),
    { type: 'react', id: 'a', message: 'm', emoji: '👍', on: true },
    { type: 'game.propose', id: 'a', room: 'general', game: 'morpion' },
    { type: 'game.play', id: 'a', message: 'm', ply: 0, move: 4 },
  ];
  for (const command of all) {
    const { arms, goes, trace } = startedLab();
    arms('lost', 'sent');
    goes(command);
    assert.deepEqual(trace, ['0 armed', '0 broken', `0 lost ${command.type} a`]);
  }
});

test('any frame that is asked for is the next one, and a sign that is lost is not missed', () => {
  const { lab: it, goes, trace } = startedLab();
  it.arm({ fault: 'lost', direction: 'sent', aim: 'any' });
  goes({ type: 'typing', room: 'general' });
  goes({ type: 'typing', room: 'general' });
  assert.deepEqual(trace, [
    '0 armed',
    '0 broken',
    '0 lost typing',
    '0 repaired: none after 0',
    '0 sent typing',
  ]);
});

test('one thing is armed at a time, and nothing once it was called off', () => {
  const { lab: it, arms, goes, comes, trace } = startedLab();
  arms('lost', 'received');
  arms('lost', 'sent');
  comes(changes(1, 2));
  it.clear();
  goes(post('a'));
  assert.deepEqual(trace, [
    '0 armed',
    '0 armed',
    '0 received changes 1 to 2',
    '0 idle',
    '0 sent post a',
  ]);
});

test('what is told of one fault says nothing of the next', () => {
  const { arms, goes, comes, clock, trace } = startedLab();
  arms('delayed', 'received');
  comes(changes(4, 5));
  arms('lost', 'sent');
  clock.pass(3_000);
  goes(post('a'));
  assert.deepEqual(trace.slice(-4), [
    '0 armed',
    '3000 received changes 4 to 5',
    '3000 broken',
    '3000 lost post a',
  ]);
});
