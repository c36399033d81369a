import assert from 'node:assert/strict';
import test from 'node:test';
import { choiceOf, Ladder } from './transport-fallback.ts';

test('where nothing but polling works, every way is tried at once', () => {
  const ladder = new Ladder();
  assert.equal(ladder.way, 'websocket');
  assert.deepEqual([ladder.failed(false), ladder.way], [true, 'stream']);
  assert.deepEqual([ladder.failed(true), ladder.way], [true, 'poll']);
  ladder.worked('poll');
  assert.equal(ladder.way, 'poll');
});

test('after the last way, or when HTTP does not answer either, it is the top again, later', () => {
  const ladder = new Ladder();
  ladder.failed(false);
  assert.deepEqual([ladder.failed(false), ladder.way], [false, 'websocket']);
  ladder.failed(false);
  ladder.failed(true);
  assert.deepEqual([ladder.failed(true), ladder.way], [false, 'websocket']);
});

test('where a WebSocket has worked, it must fail twice in a row to be given up', () => {
  const ladder = new Ladder();
  ladder.worked('websocket');
  assert.deepEqual([ladder.failed(false), ladder.way], [false, 'websocket']);
  ladder.worked('websocket');
  assert.deepEqual([ladder.failed(false), ladder.way], [false, 'websocket']);
  assert.deepEqual([ladder.failed(false), ladder.way], [true, 'stream']);
  assert.deepEqual([ladder.failed(false), ladder.way], [false, 'websocket']);
  assert.deepEqual([ladder.failed(false), ladder.way], [false, 'websocket']);
});

test('a way that is asked for is the only one', () => {
  for (const transport of ['websocket', 'stream', 'poll'] as const) {
    const ladder = new Ladder({ transport, firstWay: 'poll' });
    assert.deepEqual([ladder.failed(true), ladder.failed(false)], [false, false]);
    assert.deepEqual([ladder.way, ladder.lookUpIn()], [transport, undefined]);
  }
});

test('a page that knows better begins lower, and at the top when that fails', () => {
  const ladder = new Ladder({ firstWay: 'stream' });
  assert.equal(ladder.way, 'stream');
  assert.deepEqual([ladder.failed(false), ladder.way], [false, 'websocket']);
});

test('on a lower way the top is looked for, more and more seldom, until it has worked', () => {
  const ladder = new Ladder({ firstWay: 'poll' });
  const looks = Array.from({ length: 6 }, () => ladder.lookUpIn());
  assert.deepEqual(looks, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  ladder.worked('websocket');
  assert.equal(ladder.lookUpIn(), undefined);
  ladder.failed(false);
  ladder.failed(false);
  ladder.worked('stream');
  assert.equal(ladder.lookUpIn(), 5_000);
});

test('a way can be asked for by its name, and by nothing else', () => {
  const asked = ['websocket', 'stream', 'poll', 'auto', 'carrier pigeon', '', null].map(choiceOf);
  assert.deepEqual(asked, ['websocket', 'stream', 'poll', 'auto', 'auto', 'auto', 'auto']);
});
