import assert from 'node:assert/strict';
import test from 'node:test';
import { Connection } from './connection.ts';
import type { Cost } from '../transport/http.ts';
import { TransportFallback } from './transport-fallback.ts';
import { opened, connects } from '../test-support/test-connection.ts';
import { FakeTransport, ManualClock } from '../test-support/test-kit.ts';
import type { TransportKind } from '../transport/transport.ts';

const done = { code: 1000, reason: '', wasClean: true };

test('reports a final close, and no next attempt', () => {
  const { connection, traffic, transport } = watched();
  transport().onopen?.();
  transport().receives('welcome');
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

test('drops and does not report what is sent before the connection is open', () => {
  const { connection, traffic } = watched();
  connection.send('too early');
  assert.deepEqual(traffic, [{ is: 'connecting', at: 0, by: 'websocket' }]);
});

test('reports an upgrade as the end of the old transport and the opening of the new one', () => {
  const { traffic, clock, transport } = watched('stream');
  transport().onopen?.();
  transport().receives('welcome');
  clock.pass(5_000);
  traffic.length = 0;
  transport().receives('welcome again');
  assert.deepEqual(traffic, [
    { is: 'close', ending: done, at: 5_000, by: 'stream' },
    { is: 'open', at: 5_000, by: 'websocket' },
    { is: 'received', text: 'welcome again', at: 5_000, by: 'websocket' },
  ]);
});

test('reports the cost of a request with its transport', () => {
  const { traffic, costs } = watched('poll');
  costs[0]!({ requests: 1, up: 300, down: 200 });
  assert.deepEqual(traffic[1], { is: 'cost', requests: 1, up: 300, down: 200, at: 0, by: 'poll' });
});

test('retries the upgraded transport first after a loss', () => {
  const { trace, clock, transport } = opened({ firstTransport: 'stream' });
  transport().onopen?.();
  transport().receives('welcome');
  clock.pass(5_000);
  transport().receives('welcome again');
  transport().ends(1006);
  clock.pass(250);
  assert.deepEqual(connects(trace), ['0 stream', '5000 websocket', '5250 websocket']);
});

/** An open connection, and its traffic. */
function watched(firstTransport: TransportKind = 'websocket') {
  const clock = new ManualClock();
  const traffic: unknown[] = [];
  const transports: FakeTransport[] = [];
  const costs: ((cost: Cost) => void)[] = [];
  const connection = new Connection(
    (_kind, spent) => {
      costs.push(spent);
      transports.push(new FakeTransport(() => {}));
      return transports.at(-1)!;
    },
    clock,
    new TransportFallback({ firstTransport }),
  );
  connection.ontraffic = (each) => traffic.push(each);
  connection.open();
  return { connection, clock, traffic, costs, transport: () => transports.at(-1)! };
}
