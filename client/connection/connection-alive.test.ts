import assert from 'node:assert/strict';
import test from 'node:test';
import { Connection } from './connection.ts';
import { opened, connects } from '../test-support/test-connection.ts';
import { ManualClock } from '../test-support/test-kit.ts';

test('backs off further while the server welcomes and drops, until a connection is stable', () => {
  const { trace, clock, transport } = opened({ transport: 'websocket' });
  for (const held of [0, 9_999, 9_999, 10_000, 0]) {
    transport().onopen?.();
    transport().receives('welcome');
    clock.pass(held / 2);
    transport().receives('still here');
    clock.pass(held / 2);
    transport().ends(1012);
    clock.pass(5_000);
  }
  const waits = trace
    .filter((line) => line.includes('again'))
    .map((line) => line.split(' ').at(-1));
  assert.deepEqual(waits, ['250', '500', '1000', '250', '500']);
});

test('cuts an open connection that stays silent for five seconds after proveAlive', () => {
  const { connection, trace, clock, transport } = opened({ transport: 'websocket' });
  transport().onopen?.();
  transport().receives('welcome');
  connection.expectHeartbeat(25);
  connection.proveAlive();
  clock.pass(4_999);
  transport().receives('alive');
  clock.pass(40_000);
  connection.proveAlive();
  clock.pass(5_000);
  assert.deepEqual(trace.slice(3), [
    '4999 onmessage alive',
    '49999 websocket closes',
    '49999 onclose 1006, again in 0',
    '49999 websocket connects',
  ]);
});

test('proveAlive ends a wait at once, and does not reopen a closed connection', () => {
  const { connection, trace, clock, transport } = opened({ transport: 'websocket' });
  transport().ends(1006);
  connection.proveAlive();
  connection.proveAlive();
  connection.close();
  connection.proveAlive();
  clock.pass(60_000);
  assert.deepEqual(connects(trace), ['0 websocket', '0 websocket']);
});

test('closes cleanly on suspend, and reconnects only on proveAlive', () => {
  const { connection, trace, clock, transport } = opened({ transport: 'websocket' });
  transport().onopen?.();
  transport().receives('welcome');
  connection.suspend();
  connection.suspend();
  clock.pass(60_000);
  connection.proveAlive();
  connection.close();
  connection.suspend();
  connection.proveAlive();
  assert.deepEqual(trace.slice(3), [
    '0 websocket closes 1000',
    '0 onclose 1000 clean',
    '60000 websocket connects',
    '60000 websocket closes 1000',
    '60000 onclose 1000 clean',
  ]);
});

test('proveAlive does not shorten the ten seconds of a connection without a first frame', () => {
  const { connection, trace, clock, transport } = opened({ transport: 'websocket' });
  connection.proveAlive();
  clock.pass(9_999);
  transport().onopen?.();
  clock.pass(9_999);
  transport().receives('welcome');
  assert.deepEqual(trace, ['0 websocket connects', '9999 onopen', '19998 onmessage welcome']);
});

test('a connection that has proved alive is not cut by an earlier timeout', () => {
  const { connection, trace, clock, transport } = opened({ transport: 'websocket' });
  transport().onopen?.();
  transport().receives('welcome');
  clock.pass(6_000);
  connection.proveAlive();
  transport().receives('alive');
  clock.pass(9_999);
  assert.deepEqual(trace.slice(3), ['6000 onmessage alive']);
});

test('proveAlive on a closed connection does not affect the next one', () => {
  const { connection, trace, clock, transport } = opened({ transport: 'websocket' });
  transport().onopen?.();
  transport().receives('welcome');
  connection.close();
  connection.proveAlive();
  connection.open();
  clock.pass(9_999);
  assert.deepEqual(trace.slice(5), ['0 websocket connects']);
});

test('never connects before open', () => {
  const openTransport = (): never => assert.fail('it connects');
  const connection = new Connection(openTransport, new ManualClock());
  connection.retryNow();
  connection.proveAlive();
  connection.suspend();
  connection.proveAlive();
});
