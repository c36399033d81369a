import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Connection } from '../../client/connection/connection.ts';
import type { Traffic } from '../../client/transport/traffic.ts';
import { WireLog } from './wire-log.ts';

test('updates every 100 ms while calm', (t) => {
  const { pass, wait, updates } = startLog(t);
  for (let times = 0; times < 4; times++) {
    pass(5);
    wait(100);
  }
  assert.deepEqual(updates, [
    '0 at 0',
    '1 at 0',
    '5 at 100',
    '10 at 200',
    '15 at 300',
    '20 at 400',
  ]);
});

test('updates once a second while busy, and every 100 ms when calm again', (t) => {
  const { pass, wait, updates } = startLog(t);
  for (let times = 0; times < 15; times++) {
    pass(10);
    wait(100);
  }
  wait(2_000);
  pass(1);
  assert.deepEqual(updates, [
    '0 at 0',
    '1 at 0',
    '10 at 100',
    '110 at 1100',
    '150 at 2100',
    '151 at 3500',
  ]);
});

test('updates at once on a close, even while busy', (t) => {
  const { pass, wait, end, updates } = startLog(t);
  for (let times = 0; times < 5; times++) {
    pass(10);
    wait(100);
  }
  end();
  assert.deepEqual(updates, ['0 at 0', '1 at 0', '10 at 100', '51 at 500']);
});

/** A log, and a trace of how many lines it shows at which time in milliseconds. */
function startLog(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const connection = {} as Connection;
  const updates: string[] = [];
  let now = 0;
  new WireLog(connection).store.watch(
    ({ lines }) => lines,
    (lines) => updates.push(`${lines.length} at ${now}`),
  );
  const frame: Traffic = { is: 'received', by: 'websocket', at: 0, text: '{"type":"bye"}' };
  const pass = (frames: number): void => {
    for (let left = frames; left > 0; left--) connection.ontraffic(frame);
  };
  const end = (): void => {
    const ending = { code: 1006, reason: '', wasClean: false };
    connection.ontraffic({ is: 'close', by: 'websocket', at: 0, ending });
  };
  const wait = (milliseconds: number): void => {
    for (const end = now + milliseconds; now < end;) {
      now += 100;
      t.mock.timers.tick(100);
    }
  };
  return { updates, pass, wait, end };
}
