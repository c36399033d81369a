import assert from 'node:assert/strict';
import test from 'node:test';
import { Connection } from './connection.ts';
import { TransportFallback } from './transport-fallback.ts';
import { FakeTransport, ManualClock } from '../test-support/test-kit.ts';

test('a connection that fails tries again after a growing while', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  for (let tries = 0; tries < 3; tries++) {
    line().onerror?.();
    line().ends(1006);
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

test('a line that opens carries text both ways, until the other end closes it', () => {
  const { connection, trace, line } = watched();
  connection.send('too early');
  connection.open();
  connection.open();
  connection.send('too early');
  line().onopen?.();
  connection.send('hello');
  line().says('welcome');
  line().ends(1012);
  connection.send('too late');
  assert.deepEqual(trace, [
    '0 connects',
    '0 onopen',
    '0 sends hello',
    '0 onmessage welcome',
    '0 onclose 1012 clean, again in 250',
  ]);
});

test('what the server asks for is waited before the next try', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  line().onopen?.();
  connection.backoff.ask(4_000);
  line().ends(1012);
  clock.pass(4_250);
  assert.deepEqual(trace.slice(2), ['0 onclose 1012 clean, again in 4250', '4250 connects']);
});

test('a line that does not open in ten seconds, or opens and says nothing, is given up', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  clock.pass(10_250);
  line().onopen?.();
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

test('a line on which nothing comes for two heartbeats is dead, and anything is a sign of life', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  line().onopen?.();
  connection.expectHeartbeat(15);
  clock.pass(29_999);
  line().says('a');
  clock.pass(29_999);
  line().says('b');
  clock.pass(30_000);
  assert.deepEqual(trace.slice(2), [
    '29999 onmessage a',
    '59998 onmessage b',
    '89998 closes',
    '89998 onclose 1006, again in 250',
  ]);
});

test('the next line has its own heartbeat to tell', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  line().onopen?.();
  connection.expectHeartbeat(60);
  line().ends(1012);
  clock.pass(10_250);
  assert.deepEqual(trace.slice(3), [
    '250 connects',
    '10250 closes',
    '10250 onclose 1006, again in 500',
  ]);
});

test('a cut line comes back by itself', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  line().onopen?.();
  connection.cut();
  connection.cut();
  clock.pass(250);
  assert.deepEqual(trace.slice(2), ['0 closes', '0 onclose 1006, again in 250', '250 connects']);
});

test('a cut that a frame brings about is not undone by the heartbeat that it tells', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  line().onopen?.();
  connection.cut();
  connection.expectHeartbeat(15);
  clock.pass(250);
  assert.deepEqual(trace.at(-1), '250 connects');
});

test('close is for good, whether the line is open or waits, until it is opened again', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  line().onopen?.();
  connection.close();
  connection.retryNow();
  clock.pass(60_000);
  connection.open();
  line().ends(1006);
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

test('a wait can be cut short, once', () => {
  const { connection, clock, trace, line } = watched();
  connection.retryNow();
  connection.open();
  line().ends(1006);
  connection.retryNow();
  connection.retryNow();
  clock.pass(5_000);
  assert.deepEqual(trace, ['0 connects', '0 onclose 1006, again in 250', '0 connects']);
});

test('a line that has ended is never heard again', () => {
  const { connection, clock, trace, line } = watched();
  connection.open();
  const ended = line();
  connection.cut();
  clock.pass(250);
  ended.onopen?.();
  ended.says('late');
  ended.onerror?.();
  ended.ends(1000);
  assert.deepEqual(trace.slice(1), ['0 closes', '0 onclose 1006, again in 250', '250 connects']);
});

test('all that passes can be seen', () => {
  const { connection, clock, line } = watched();
  const by = 'websocket';
  const traffic: object[] = [];
  connection.ontraffic = (each) => traffic.push(each);
  connection.open();
  clock.pass(5);
  line().onopen?.();
  connection.send('hello');
  line().says('welcome');
  line().onerror?.();
  line().ends(1006);
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
  /** What happened, each with its time: what this end did, and what its handlers heard. */
  trace: string[];
  /** The latest line. */
  line: () => FakeTransport;
}

function watched(): Watched {
  const clock = new ManualClock();
  const trace: string[] = [];
  const lines: FakeTransport[] = [];
  const note = (what: string): unknown => trace.push(`${clock.now()} ${what}`);
  const connection = new Connection(
    () => {
      lines.push(new FakeTransport(note));
      return lines.at(-1)!;
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
  return { connection, clock, trace, line: () => lines.at(-1)! };
}
