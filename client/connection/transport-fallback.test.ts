import assert from 'node:assert/strict';
import test from 'node:test';
import { transportChoice, TransportFallback } from './transport-fallback.ts';

test('falls back down to polling without waiting', () => {
  const fallback = new TransportFallback();
  assert.equal(fallback.kind, 'websocket');
  assert.deepEqual([fallback.failed(false), fallback.kind], [true, 'stream']);
  assert.deepEqual([fallback.failed(true), fallback.kind], [true, 'poll']);
  fallback.worked('poll');
  assert.equal(fallback.kind, 'poll');
});

test('starts again with a WebSocket, after a wait, when polling or HTTP fails too', () => {
  const fallback = new TransportFallback();
  fallback.failed(false);
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
  fallback.failed(false);
  fallback.failed(true);
  assert.deepEqual([fallback.failed(true), fallback.kind], [false, 'websocket']);
});

test('gives up WebSocket after two failures in a row where it has worked', () => {
  const fallback = new TransportFallback();
  fallback.worked('websocket');
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
  fallback.worked('websocket');
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
  assert.deepEqual([fallback.failed(false), fallback.kind], [true, 'stream']);
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
});

test('uses only the transport that was chosen', () => {
  for (const transport of ['websocket', 'stream', 'poll'] as const) {
    const fallback = new TransportFallback({ transport, firstTransport: 'poll' });
    assert.deepEqual([fallback.failed(true), fallback.failed(false)], [false, false]);
    assert.deepEqual([fallback.kind, fallback.upgradeDelay()], [transport, undefined]);
  }
});

test('begins with the known transport, and with WebSocket when that fails', () => {
  const fallback = new TransportFallback({ firstTransport: 'stream' });
  assert.equal(fallback.kind, 'stream');
  assert.deepEqual([fallback.failed(false), fallback.kind], [false, 'websocket']);
});

test('schedules upgrades ever less often, until one has worked', () => {
  const fallback = new TransportFallback({ firstTransport: 'poll' });
  const looks = Array.from({ length: 6 }, () => fallback.upgradeDelay());
  assert.deepEqual(looks, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  fallback.worked('websocket');
  assert.equal(fallback.upgradeDelay(), undefined);
  fallback.failed(false);
  fallback.failed(false);
  fallback.worked('stream');
  assert.equal(fallback.upgradeDelay(), 5_000);
});

test('accepts the names of transports only', () => {
  const choices = ['websocket', 'stream', 'poll', 'auto', 'carrier pigeon', '', null].map(
    transportChoice,
  );
  assert.deepEqual(choices, ['websocket', 'stream', 'poll', 'auto', 'auto', 'auto', 'auto']);
});
