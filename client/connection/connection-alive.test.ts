import assert from 'node:assert/strict';
import test from 'node:test';
import { Connection } from './connection.ts';
import { begun, connects } from '../test-support/test-connection.ts';
import { ManualClock } from '../test-support/test-kit.ts';

test('a server that welcomes and drops is asked ever more seldom, until a line holds', () => {
  const { trace, clock, line } = begun({ transport: 'websocket' });
  for (const held of [0, 9_999, 9_999, 10_000, 0]) {
    line().onopen?.();
    line().says('welcome');
    clock.pass(held / 2);
    line().says('still here');
    clock.pass(held / 2);
    line().ends(1012);
    clock.pass(5_000);
  }
  const waits = trace
    .filter((line) => line.includes('again'))
    .map((line) => line.split(' ').at(-1));
  assert.deepEqual(waits, ['250', '500', '1000', '250', '500']);
});

test('an open line that is asked whether it is alive has five seconds, or is replaced at once', () => {
  const { connection, trace, clock, line } = begun({ transport: 'websocket' });
  line().onopen?.();
  line().says('welcome');
  connection.expectHeartbeat(25);
  connection.proveAlive();
  clock.pass(4_999);
  line().says('alive');
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

test('asked whether it is alive, a line that waits tries at once, and a closed one does nothing', () => {
  const { connection, trace, clock, line } = begun({ transport: 'websocket' });
  line().ends(1006);
  connection.proveAlive();
  connection.proveAlive();
  connection.close();
  connection.proveAlive();
  clock.pass(60_000);
  assert.deepEqual(connects(trace), ['0 websocket', '0 websocket']);
});

test('a suspended line is closed cleanly and comes back when it is asked for, not before', () => {
  const { connection, trace, clock, line } = begun({ transport: 'websocket' });
  line().onopen?.();
  line().says('welcome');
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

test('a line that has not been heard yet keeps its ten seconds, whoever asks for a sign of life', () => {
  const { connection, trace, clock, line } = begun({ transport: 'websocket' });
  connection.proveAlive();
  clock.pass(9_999);
  line().onopen?.();
  clock.pass(9_999);
  line().says('welcome');
  assert.deepEqual(trace, ['0 websocket connects', '9999 onopen', '19998 onmessage welcome']);
});

test('a line that has proved itself alive is not cut when its first patience would have ended', () => {
  const { connection, trace, clock, line } = begun({ transport: 'websocket' });
  line().onopen?.();
  line().says('welcome');
  clock.pass(6_000);
  connection.proveAlive();
  line().says('alive');
  clock.pass(9_999);
  assert.deepEqual(trace.slice(3), ['6000 onmessage alive']);
});

test('what a closed line was asked to prove is not asked of the next one', () => {
  const { connection, trace, clock, line } = begun({ transport: 'websocket' });
  line().onopen?.();
  line().says('welcome');
  connection.close();
  connection.proveAlive();
  connection.open();
  clock.pass(9_999);
  assert.deepEqual(trace.slice(5), ['0 websocket connects']);
});

test('before it is opened, nothing makes it connect', () => {
  const openTransport = (): never => assert.fail('it connects');
  const connection = new Connection(openTransport, new ManualClock());
  connection.retryNow();
  connection.proveAlive();
  connection.suspend();
  connection.proveAlive();
});
