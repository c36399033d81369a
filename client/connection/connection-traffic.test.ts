import assert from 'node:assert/strict';
import test from 'node:test';
import { Connection } from './connection.ts';
import type { Cost } from '../transport/http.ts';
import { TransportFallback } from './transport-fallback.ts';
import { begun, connects } from '../test-support/test-connection.ts';
import { FakeTransport, ManualClock } from '../test-support/test-kit.ts';
import type { TransportKind } from '../transport/transport.ts';

const done = { code: 1000, reason: '', wasClean: true };

test('a line that is closed for good is told of as closed, and no next try is', () => {
  const { connection, traffic, line } = watched();
  line().onopen?.();
  line().says('welcome');
  connection.send('hello');
  connection.close();
  assert.deepEqual(traffic, [
    { is: 'connecting', at: 0, by: 'websocket' },
    { is: 'open', at: 0, by: 'websocket' },
    { is: 'received', text: 'welcome', at: 0, by: 'websocket' },
    { is: 'sent', text: 'hello', at: 0, by: 'websocket' },
    { is: 'close', ending: done, at: 0, by: 'websocket' },
  ]);
});

test('what is said before the line is open goes nowhere, and is not told of', () => {
  const { connection, traffic } = watched();
  connection.send('too early');
  assert.deepEqual(traffic, [{ is: 'connecting', at: 0, by: 'websocket' }]);
});

test('a way that takes over is told of as opened, after the end of the one before', () => {
  const { traffic, clock, line } = watched('stream');
  line().onopen?.();
  line().says('welcome');
  clock.pass(5_000);
  traffic.length = 0;
  line().says('welcome again');
  assert.deepEqual(traffic, [
    { is: 'close', ending: done, at: 5_000, by: 'stream' },
    { is: 'open', at: 5_000, by: 'websocket' },
    { is: 'received', text: 'welcome again', at: 5_000, by: 'websocket' },
  ]);
});

test('what an exchange took is told with the way that it took it on', () => {
  const { traffic, costs } = watched('poll');
  costs[0]!({ requests: 1, up: 300, down: 200 });
  assert.deepEqual(traffic[1], { is: 'cost', requests: 1, up: 300, down: 200, at: 0, by: 'poll' });
});

test('a way that took over and is lost is the first to be tried again', () => {
  const { trace, clock, line } = begun({ firstTransport: 'stream' });
  line().onopen?.();
  line().says('welcome');
  clock.pass(5_000);
  line().says('welcome again');
  line().ends(1006);
  clock.pass(250);
  assert.deepEqual(connects(trace), ['0 stream', '5000 websocket', '5250 websocket']);
});

/** A connection that has been opened, and all that passes on it. */
function watched(firstTransport: TransportKind = 'websocket') {
  const clock = new ManualClock();
  const traffic: unknown[] = [];
  const lines: FakeTransport[] = [];
  const costs: ((cost: Cost) => void)[] = [];
  const connection = new Connection(
    (_way, spent) => {
      costs.push(spent);
      lines.push(new FakeTransport(() => {}));
      return lines.at(-1)!;
    },
    clock,
    new TransportFallback({ firstTransport }),
  );
  connection.ontraffic = (each) => traffic.push(each);
  connection.open();
  return { connection, clock, traffic, costs, line: () => lines.at(-1)! };
}
