import assert from 'node:assert/strict';
import test from 'node:test';
import { transportChoice, TransportFallback } from './transport-fallback.ts';

test('where nothing but polling works, every way is tried at once', () => {
  const fallback = new TransportFallback();
  assert.equal(fallback.kind, 'websocket');
  assert.deepEqual([fallback.failed(false), fallback.kind], [true, 'stream']);
  assert.deepEqual([fallback.failed(true), fallback.kind], [true, 'poll']);
  fallback.worked('poll');
  assert.equal(fallback.kind, 'poll');
});

test('after the last way, or when HTTP does not answer either, it is the top again, later', () => {
  const fallback = new TransportFallback();
  fallback.failed(false);
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
  fallback.failed(false);
  fallback.failed(true);
  assert.deepEqual([fallback.failed(true), fallback.kind], [false, 'websocket']);
});

test('where a WebSocket has worked, it must fail twice in a row to be given up', () => {
  const fallback = new TransportFallback();
  fallback.worked('websocket');
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
  fallback.worked('websocket');
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
  assert.deepEqual([fallback.failed(false), fallback.kind], [true, 'stream']);
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
});

test('a way that is asked for is the only one', () => {
  for (const transport of ['websocket', 'stream', 'poll'] as const) {
    const fallback = new TransportFallback({ transport, firstTransport: 'poll' });
    assert.deepEqual([fallback.failed(true), fallback.failed(false)], [false, false]);
    assert.deepEqual([fallback.kind, fallback.lookUpIn()], [transport, undefined]);
  }
});

test('a page that knows better begins lower, and at the top when that fails', () => {
  const fallback = new TransportFallback({ firstTransport: 'stream' });
  assert.equal(fallback.kind, 'stream');
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
});

test('on a lower way the top is looked for, more and more seldom, until it has worked', () => {
  const fallback = new TransportFallback({ firstTransport: 'poll' });
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
  const asked = ['websocket', 'stream', 'poll', 'auto', 'carrier pigeon', '', null].map(
    transportChoice,
  );
  assert.deepEqual(asked, ['websocket', 'stream', 'poll', 'auto', 'auto', 'auto', 'auto']);
});
