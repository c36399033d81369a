import assert from 'node:assert/strict';
import test from 'node:test';
import { opened, connects } from '../test-support/test-connection.ts';

test('falls back to polling at once where WebSockets are blocked and streams are buffered', () => {
  const { trace, clock, transport } = opened();
  transport().ends(1006);
  clock.pass(0);
  transport().onopen?.();
  clock.pass(10_000);
  transport().onopen?.();
  transport().receives('welcome');
  assert.deepEqual(trace, [
    '0 websocket connects',
    '0 onclose 1006, again in 0',
    '0 stream connects',
    '0 onopen',
    '10000 stream closes',
    '10000 onclose 1006, again in 0',
    '10000 poll connects',
    '10000 onopen',
    '10000 onmessage welcome',
  ]);
});

test('waits as long as the server asks, then retries the same transport', () => {
  const { trace, clock, transport } = opened({ firstTransport: 'stream' });
  transport().onclose?.({ code: 1013, reason: '', wasClean: true, retryAfter: 40_000 });
  clock.pass(40_249);
  assert.deepEqual(connects(trace), ['0 stream']);
  clock.pass(1);
  transport().ends(1006);
  assert.deepEqual(trace, [
    '0 stream connects',
    '0 onclose 1013 clean, again in 40250',
    '40250 stream connects',
    '40250 onclose 1006, again in 500',
  ]);
});

test('does not try every transport at each attempt while the server is down', () => {
  const { trace, clock, transport } = opened();
  for (let tries = 0; tries < 4; tries++) {
    transport().ends(1006);
    clock.pass(1_000);
  }
  assert.deepEqual(connects(trace), [
    '0 websocket',
    '0 stream',
    '1250 websocket',
    '2000 stream',
    '3500 websocket',
  ]);
});

test('upgrades to a WebSocket that works, and closes the old transport after its welcome', () => {
  const { connection, trace, clock, transport } = opened({ firstTransport: 'stream' });
  const stream = transport();
  connection.onmessage = ({ data }) => connection.send(`answer to ${data}`);
  stream.onopen?.();
  stream.receives('welcome');
  clock.pass(5_000);
  const socket = transport();
  socket.onopen?.();
  connection.send('still by the stream');
  socket.receives('welcome again');
  stream.receives('late');
  stream.ends(1000);
  clock.pass(10_000);
  assert.deepEqual(trace, [
    '0 stream connects',
    '0 onopen',
    '0 stream sends answer to welcome',
    '5000 websocket connects',
    '5000 stream sends still by the stream',
    '5000 onopen',
    '5000 websocket sends answer to welcome again',
    '5000 stream closes 1000',
    '15000 websocket closes',
    '15000 onclose 1006, again in 250',
  ]);
});

test('retries a blocked WebSocket ever less often, without disturbing the connection', () => {
  const { connection, trace, clock, transport } = opened({ firstTransport: 'poll' });
  const poll = transport();
  poll.onopen?.();
  poll.receives('welcome');
  connection.expectHeartbeat(3_600);
  for (const wait of [5_000, 10_000, 20_000, 40_000, 60_000]) {
    clock.pass(wait);
    transport().onerror?.();
    transport().ends(1006);
  }
  poll.receives('still here');
  assert.deepEqual(trace.slice(1), [
    '0 onopen',
    '0 onmessage welcome',
    '5000 websocket connects',
    '15000 websocket connects',
    '35000 websocket connects',
    '75000 websocket connects',
    '135000 websocket connects',
    '135000 onmessage still here',
  ]);
});

test('does not upgrade with a first frame that is not accepted, and tries again', () => {
  const { connection, trace, clock, transport } = opened({ firstTransport: 'poll' });
  connection.mayTakeOver = ({ data }) => data === 'new';
  transport().onopen?.();
  transport().receives('welcome');
  connection.expectHeartbeat(3_600);
  clock.pass(5_000);
  transport().receives('old');
  clock.pass(10_000);
  transport().receives('new');
  assert.deepEqual(trace.slice(3), [
    '5000 websocket connects',
    '5000 websocket closes 1000',
    '15000 websocket connects',
    '15000 onopen',
    '15000 onmessage new',
    '15000 poll closes 1000',
  ]);
});

test('gives up an upgrade that hangs after ten seconds, and tries again', () => {
  const { connection, trace, clock, transport } = opened({ firstTransport: 'poll' });
  transport().onopen?.();
  transport().receives('welcome');
  connection.expectHeartbeat(3_600);
  clock.pass(25_000);
  assert.deepEqual(trace.slice(3), [
    '5000 websocket connects',
    '15000 websocket closes',
    '25000 websocket connects',
  ]);
});

test('stops the upgrade when the connection ends', () => {
  const { trace, clock, transport } = opened({ firstTransport: 'stream' });
  const stream = transport();
  stream.onopen?.();
  stream.receives('welcome');
  clock.pass(5_000);
  const socket = transport();
  stream.ends(1012);
  socket.receives('late');
  clock.pass(250);
  assert.deepEqual(trace.slice(3), [
    '5000 websocket connects',
    '5000 websocket closes 1000',
    '5000 onclose 1012 clean, again in 250',
    '5250 stream connects',
  ]);
});

test('reports the traffic of an upgrade with its transport', () => {
  const { connection, clock, transport } = opened({ firstTransport: 'stream' });
  const traffic: object[] = [];
  transport().onopen?.();
  transport().receives('welcome');
  connection.ontraffic = (each) => traffic.push(each);
  clock.pass(5_000);
  transport().ends(1006);
  clock.pass(10_000);
  transport().receives('welcome');
  const [lower, upper] = ['stream', 'websocket'];
  assert.deepEqual(traffic, [
    { is: 'upgrading', at: 5_000, by: upper },
    { is: 'upgrading', at: 5_000, by: upper, ending: { code: 1006, reason: '', wasClean: false } },
    { is: 'close', at: 10_000, by: lower, ending: { code: 1006, reason: '', wasClean: false } },
    { is: 'retry', at: 10_000, by: lower, delay: 250 },
    { is: 'connecting', at: 10_250, by: lower },
    { is: 'received', at: 15_000, by: lower, text: 'welcome' },
  ]);
});
