import assert from 'node:assert/strict';
import test from 'node:test';
import { choiceOf, TransportFallback } from './transport-fallback.ts';

test('where nothing but polling works, every way is tried at once', () => {
  const fallback = new TransportFallback();
  assert.equal(fallback.way, 'websocket');
  assert.deepEqual([fallback.failed(false), fallback.way], [true, 'stream']);
  assert.deepEqual([fallback.failed(true), fallback.way], [true, 'poll']);
  fallback.worked('poll');
  assert.equal(fallback.way, 'poll');
});

test('after the last way, or when HTTP does not answer either, it is the top again, later', () => {
  const fallback = new TransportFallback();
  fallback.failed(false);
  assert.deepEqual([fallback.failed(false), fallback.way], [false, 'websocket']);
  fallback.failed(false);
  fallback.failed(true);
  assert.deepEqual([fallback.failed(true), fallback.way], [false, 'websocket']);
});

test('where a WebSocket has worked, it must fail twice in a row to be given up', () => {
  const fallback = new TransportFallback();
  fallback.worked('websocket');
  assert.deepEqual([fallback.failed(false), fallback.way], [false, 'websocket']);
  fallback.worked('websocket');
  assert.deepEqual([fallback.failed(false), fallback.way], [false, 'websocket']);
  assert.deepEqual([fallback.failed(false), fallback.way], [true, 'stream']);
  assert.deepEqual([fallback.failed(false), fallback.way], [false, 'websocket']);
  assert.deepEqual([fallback.failed(false), fallback.way], [false, 'websocket']);
});

test('a way that is asked for is the only one', () => {
  for (const transport of ['websocket', 'stream', 'poll'] as const) {
    const fallback = new TransportFallback({ transport, firstWay: 'poll' });
    assert.deepEqual([fallback.failed(true), fallback.failed(false)], [false, false]);
    assert.deepEqual([fallback.way, fallback.lookUpIn()], [transport, undefined]);
  }
});

test('a page that knows better begins lower, and at the top when that fails', () => {
  const fallback = new TransportFallback({ firstWay: 'stream' });
  assert.equal(fallback.way, 'stream');
  assert.deepEqual([fallback.failed(false), fallback.way], [false, 'websocket']);
});

test('on a lower way the top is looked for, more and more seldom, until it has worked', () => {
  const fallback = new TransportFallback({ firstWay: 'poll' });
  const looks = Array.from({ length: 6 }, () => fallback.lookUpIn());
  assert.deepEqual(looks, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  fallback.worked('websocket');
  assert.equal(fallback.lookUpIn(), undefined);
  fallback.failed(false);
  fallback.failed(false);
  fallback.worked('stream');
  assert.equal(fallback.lookUpIn(), 5_000);
});

test('a way can be asked for by its name, and by nothing else', () => {
  const asked = ['websocket', 'stream', 'poll', 'auto', 'carrier pigeon', '', null].map(choiceOf);
  assert.deepEqual(asked, ['websocket', 'stream', 'poll', 'auto', 'auto', 'auto', 'auto']);
});
