import assert from 'node:assert/strict';
import test from 'node:test';
import type { Frame } from '../../protocol/frames.ts';
import type { Presence } from './presence.ts';
import { ada, toto } from '../test-support/doubles/store-spec.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { Typing } from './typing.ts';

test('people who type within a quarter of a second are sent together, once each', () => {
  const { typing, clock, sent } = world();
  typing.note('general', { ...toto, secret: 1 } as never);
  typing.note('tea', ada);
  clock.pass(249);
  typing.note('general', ada);
  typing.note('general', toto);
  assert.deepEqual(sent, []);
  clock.pass(1);
  assert.deepEqual(sent, [{ type: 'typing', room: 'general', people: [toto, ada] }, tea]);
  clock.pass(60_000);
  assert.deepEqual([sent.length, clock.timers], [2, 0]);
  typing.note('tea', ada);
  clock.pass(250);
  assert.deepEqual(sent.slice(2), [tea]);
});

test('an author of a new message is no longer typing; a changed message does not matter', () => {
  const { typing, clock, sent } = world();
  typing.note('general', toto);
  typing.note('general', ada);
  typing.roomChanged(changes('general', message(toto, 5), message(ada, 4)));
  clock.pass(250);
  assert.deepEqual(sent, [{ type: 'typing', room: 'general', people: [ada] }]);
});

test('nothing is sent when everyone has posted what they typed', () => {
  const { typing, clock, sent } = world();
  typing.note('general', toto);
  typing.roomChanged(changes('general', message(toto, 5)));
  typing.roomChanged(changes('tea', message(toto, 5)));
  clock.pass(250);
  assert.deepEqual(sent, []);
});

const tea = { type: 'typing', room: 'tea', people: [ada] };

function world() {
  const [clock, sent] = [new ManualClock(), [] as Frame[]];
  const broadcast = (_room: string, frame: Frame): number => sent.push(frame);
  const typing = new Typing(clock, { broadcast } as unknown as Presence);
  return { clock, sent, typing };
}

function changes(room: string, ...messages: ReturnType<typeof message>[]) {
  return { type: 'changes' as const, room, from: 4, rev: 6, messages };
}

function message(author: typeof toto, seq: number) {
  return { id: `m${seq}`, seq, rev: 5, at: 0, author, kind: 'deleted' as const };
}
