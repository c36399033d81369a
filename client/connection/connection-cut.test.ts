import assert from 'node:assert/strict';
import test from 'node:test';
import { opened } from '../test-support/test-connection.ts';

test('a lasting cut outlives the night and a wake-up, until retryNow', () => {
  const { connection, clock, trace, transport } = opened();
  const events: string[] = [];
  connection.ontraffic = (each) =>
    events.push('delay' in each ? `${each.is} ${each.delay}` : each.is);
  transport().onopen?.();
  transport().receives('welcome');
  connection.cut(true);
  clock.pass(60_000);
  connection.proveAlive();
  clock.pass(60_000);
  connection.retryNow();
  transport().onopen?.();
  connection.cut();
  clock.pass(1_000);
  assert.deepEqual(trace.slice(3), [
    '0 websocket closes',
    '0 onclose 1006, again in Infinity',
    '120000 websocket connects',
    '120000 onopen',
    '120000 websocket closes',
    '120000 onclose 1006, again in 500',
    '120500 websocket connects',
  ]);
  const tries = events.filter((each) => /held|retry|connecting/u.test(each));
  assert.deepEqual(tries, ['held 250', 'connecting', 'retry 500', 'connecting']);
});

test('a hidden page reopens a connection that was cut for good', () => {
  const { connection, clock, trace, transport } = opened();
  transport().onopen?.();
  transport().receives('welcome');
  connection.cut(true);
  connection.suspend();
  connection.proveAlive();
  clock.pass(1_000);
  assert.deepEqual(trace.at(-1), '0 websocket connects');
});
