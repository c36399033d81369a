import assert from 'node:assert/strict';
import test from 'node:test';
import { begun, connects } from '../test-support/test-connection.ts';

test('where WebSockets are blocked and streams are held back, polling carries on at once', () => {
  const { trace, clock, line } = begun();
  line().ends(1006);
  clock.pass(0);
  line().onopen?.();
  clock.pass(10_000);
  line().onopen?.();
  line().says('welcome');
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

test('a server that asks to be left alone is, and then tried again by the same way', () => {
  const { trace, clock, line } = begun({ firstTransport: 'stream' });
  line().onclose?.({ code: 1013, reason: '', wasClean: true, retryAfter: 40_000 });
  clock.pass(40_249);
  assert.deepEqual(connects(trace), ['0 stream']);
  clock.pass(1);
  line().ends(1006);
  assert.deepEqual(trace, [
    '0 stream connects',
    '0 onclose 1013 clean, again in 40250',
    '40250 stream connects',
    '40250 onclose 1006, again in 500',
  ]);
});

test('a server that is away is not asked in every way at every try', () => {
  const { trace, clock, line } = begun();
  for (let tries = 0; tries < 4; tries++) {
    line().ends(1006);
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

test('a WebSocket that works takes over from a lower way, which is closed after its welcome', () => {
  const { connection, trace, clock, line } = begun({ firstTransport: 'stream' });
  const stream = line();
  connection.onmessage = ({ data }) => connection.send(`answer to ${data}`);
  stream.onopen?.();
  stream.says('welcome');
  clock.pass(5_000);
  const socket = line();
  socket.onopen?.();
  connection.send('still by the stream');
  socket.says('welcome again');
  stream.says('late');
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

test('a WebSocket that stays blocked is tried ever more seldom and disturbs nothing', () => {
  const { connection, trace, clock, line } = begun({ firstTransport: 'poll' });
  const poll = line();
  poll.onopen?.();
  poll.says('welcome');
  connection.expectHeartbeat(3_600);
  for (const wait of [5_000, 10_000, 20_000, 40_000, 60_000]) {
    clock.pass(wait);
    line().onerror?.();
    line().ends(1006);
  }
  poll.says('still here');
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

test('a WebSocket whose first frame is not good enough does not take over, and is tried again', () => {
  const { connection, trace, clock, line } = begun({ firstTransport: 'poll' });
  connection.mayTakeOver = ({ data }) => data === 'new';
  line().onopen?.();
  line().says('welcome');
  connection.expectHeartbeat(3_600);
  clock.pass(5_000);
  line().says('old');
  clock.pass(10_000);
  line().says('new');
  assert.deepEqual(trace.slice(3), [
    '5000 websocket connects',
    '5000 websocket closes 1000',
    '15000 websocket connects',
    '15000 onopen',
    '15000 onmessage new',
    '15000 poll closes 1000',
  ]);
});

test('a WebSocket beside that hangs is let go after ten seconds, and tried again', () => {
  const { connection, trace, clock, line } = begun({ firstTransport: 'poll' });
  line().onopen?.();
  line().says('welcome');
  connection.expectHeartbeat(3_600);
  clock.pass(25_000);
  assert.deepEqual(trace.slice(3), [
    '5000 websocket connects',
    '15000 websocket closes',
    '25000 websocket connects',
  ]);
});

test('a line that ends takes with it what is tried beside it', () => {
  const { trace, clock, line } = begun({ firstTransport: 'stream' });
  const stream = line();
  stream.onopen?.();
  stream.says('welcome');
  clock.pass(5_000);
  const socket = line();
  stream.ends(1012);
  socket.says('late');
  clock.pass(250);
  assert.deepEqual(trace.slice(3), [
    '5000 websocket connects',
    '5000 websocket closes 1000',
    '5000 onclose 1012 clean, again in 250',
    '5250 stream connects',
  ]);
});

test('all of it can be seen, with its way', () => {
  const { connection, clock, line } = begun({ firstTransport: 'stream' });
  const traffic: object[] = [];
  line().onopen?.();
  line().says('welcome');
  connection.ontraffic = (each) => traffic.push(each);
  clock.pass(5_000);
  line().ends(1006);
  clock.pass(10_000);
  line().says('welcome');
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
