import assert from 'node:assert/strict';
import test from 'node:test';
import { begun } from '../test-support/test-connection.ts';

test('a line that is to stay cut does so through a night and a waking, until it is asked for', () => {
  const { connection, clock, trace, line } = begun();
  const told: string[] = [];
  connection.ontraffic = (each) =>
    told.push('delay' in each ? `${each.is} ${each.delay}` : each.is);
  line().onopen?.();
  line().says('welcome');
  connection.cut(true);
  clock.pass(60_000);
  connection.proveAlive();
  clock.pass(60_000);
  connection.retryNow();
  line().onopen?.();
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
  const tries = told.filter((each) => /held|retry|connecting/u.test(each));
  assert.deepEqual(tries, ['held 250', 'connecting', 'retry 500', 'connecting']);
});

test('a line that stays cut is opened again by a page that was put away', () => {
  const { connection, clock, trace, line } = begun();
  line().onopen?.();
  line().says('welcome');
  connection.cut(true);
  connection.suspend();
  connection.proveAlive();
  clock.pass(1_000);
  assert.deepEqual(trace.at(-1), '0 websocket connects');
});
