import assert from 'node:assert/strict';
import test from 'node:test';
import { Connection } from './connection.ts';
import { TransportFallback } from './transport-fallback.ts';
import { FakeTransport, ManualClock } from '../test-support/test-kit.ts';

test('retries a failed connection with growing delays', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  for (let tries = 0; tries < 3; tries++) {
    transport().onerror?.();
    transport().ends(1006);
    clock.pass(5_000);
  }
  assert.deepEqual(trace, [
    '0 connects',
    '0 onerror',
    '0 onclose 1006, again in 250',
    '250 connects',
    '5000 onerror',
    '5000 onclose 1006, again in 500',
    '5500 connects',
    '10000 onerror',
    '10000 onclose 1006, again in 1000',
    '11000 connects',
  ]);
});

test('carries text both ways until the other end closes', () => {
  const { connection, trace, transport } = watched();
  connection.send('too early');
  connection.open();
  connection.open();
  connection.send('too early');
  transport().onopen?.();
  connection.send('hello');
  transport().receives('welcome');
  transport().ends(1012);
  connection.send('too late');
  assert.deepEqual(trace, [
    '0 connects',
    '0 onopen',
    '0 sends hello',
    '0 onmessage welcome',
    '0 onclose 1012 clean, again in 250',
  ]);
});

test('waits as long as the server asks before the next attempt', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  transport().onopen?.();
  connection.backoff.addDelay(4_000);
  transport().ends(1012);
  clock.pass(4_250);
  assert.deepEqual(trace.slice(2), ['0 onclose 1012 clean, again in 4250', '4250 connects']);
});

test('gives up a connection that does not open in ten seconds, or stays silent', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  clock.pass(10_250);
  transport().onopen?.();
  clock.pass(10_000);
  assert.deepEqual(trace, [
    '0 connects',
    '10000 closes',
    '10000 onclose 1006, again in 250',
    '10250 connects',
    '10250 onopen',
    '20250 closes',
    '20250 onclose 1006, again in 500',
  ]);
});

test('cuts a connection that is silent for two heartbeats; any frame counts', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  transport().onopen?.();
  connection.expectHeartbeat(15);
  clock.pass(29_999);
  transport().receives('a');
  clock.pass(29_999);
  transport().receives('b');
  clock.pass(30_000);
  assert.deepEqual(trace.slice(2), [
    '29999 onmessage a',
    '59998 onmessage b',
    '89998 closes',
    '89998 onclose 1006, again in 250',
  ]);
});

test('the next connection starts without the heartbeat interval of the last', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  transport().onopen?.();
  connection.expectHeartbeat(60);
  transport().ends(1012);
  clock.pass(10_250);
  assert.deepEqual(trace.slice(3), [
    '250 connects',
    '10250 closes',
    '10250 onclose 1006, again in 500',
  ]);
});

test('reconnects after a cut', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  transport().onopen?.();
  connection.cut();
  connection.cut();
  clock.pass(250);
  assert.deepEqual(trace.slice(2), ['0 closes', '0 onclose 1006, again in 250', '250 connects']);
});

test('a heartbeat interval set after a cut has no effect', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  transport().onopen?.();
  connection.cut();
  connection.expectHeartbeat(15);
  clock.pass(250);
  assert.deepEqual(trace.at(-1), '250 connects');
});

test('close is final, connected or waiting, until open', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  transport().onopen?.();
  connection.close();
  connection.retryNow();
  clock.pass(60_000);
  connection.open();
  transport().ends(1006);
  connection.close();
  clock.pass(60_000);
  assert.deepEqual(trace, [
    '0 connects',
    '0 onopen',
    '0 closes 1000',
    '0 onclose 1000 clean',
    '60000 connects',
    '60000 onclose 1006, again in 250',
  ]);
});

test('retryNow ends a wait, once', () => {
  const { connection, clock, trace, transport } = watched();
  connection.retryNow();
  connection.open();
  transport().ends(1006);
  connection.retryNow();
  connection.retryNow();
  clock.pass(5_000);
  assert.deepEqual(trace, ['0 connects', '0 onclose 1006, again in 250', '0 connects']);
});

test('ignores events of a closed transport', () => {
  const { connection, clock, trace, transport } = watched();
  connection.open();
  const ended = transport();
  connection.cut();
  clock.pass(250);
  ended.onopen?.();
  ended.receives('late');
  ended.onerror?.();
  ended.ends(1000);
  assert.deepEqual(trace.slice(1), ['0 closes', '0 onclose 1006, again in 250', '250 connects']);
});

test('reports all traffic', () => {
  const { connection, clock, transport } = watched();
  const by = 'websocket';
  const traffic: object[] = [];
  connection.ontraffic = (each) => traffic.push(each);
  connection.open();
  clock.pass(5);
  transport().onopen?.();
  connection.send('hello');
  transport().receives('welcome');
  transport().onerror?.();
  transport().ends(1006);
  assert.deepEqual(traffic, [
    { is: 'connecting', at: 0, by },
    { is: 'open', at: 5, by },
    { is: 'sent', at: 5, by, text: 'hello' },
    { is: 'received', at: 5, by, text: 'welcome' },
    { is: 'error', at: 5, by },
    { is: 'close', at: 5, by, ending: { code: 1006, reason: '', wasClean: false } },
    { is: 'retry', at: 5, by, delay: 250 },
  ]);
});

interface Watched {
  connection: Connection;
  clock: ManualClock;
  /** What happened, each with its time: calls on the transport, and calls of the handlers. */
  trace: string[];
  /** The latest transport. */
  transport: () => FakeTransport;
}

function watched(): Watched {
  const clock = new ManualClock();
  const trace: string[] = [];
  const transports: FakeTransport[] = [];
  const note = (what: string): unknown => trace.push(`${clock.now()} ${what}`);
  const connection = new Connection(
    () => {
      transports.push(new FakeTransport(note));
      return transports.at(-1)!;
    },
    clock,
    new TransportFallback({ transport: 'websocket' }),
  );
  connection.onopen = () => note('onopen');
  connection.onmessage = ({ data }) => note(`onmessage ${data}`);
  connection.onerror = () => note('onerror');
  connection.onclose = ({ code, wasClean }, retryIn) => {
    const again = retryIn === undefined ? '' : `, again in ${retryIn}`;
    note(`onclose ${code}${wasClean ? ' clean' : ''}${again}`);
  };
  return { connection, clock, trace, transport: () => transports.at(-1)! };
}
