import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Connection } from '../../client/connection/connection.ts';
import type { Traffic } from '../../client/transport/traffic.ts';
import { WireLog } from './wire-log.ts';

test('a calm wire is drawn as it goes', (t) => {
  const { pass, wait, drawn } = wireOf(t);
  for (let times = 0; times < 4; times++) {
    pass(5);
    wait(100);
  }
  assert.deepEqual(drawn, ['0 at 0', '1 at 0', '5 at 100', '10 at 200', '15 at 300', '20 at 400']);
});

test('a busy wire is drawn once a second, and as it goes when it is calm again', (t) => {
  const { pass, wait, drawn } = wireOf(t);
  for (let times = 0; times < 15; times++) {
    pass(10);
    wait(100);
  }
  wait(2_000);
  pass(1);
  assert.deepEqual(drawn, [
    '0 at 0',
    '1 at 0',
    '10 at 100',
    '110 at 1100',
    '150 at 2100',
    '151 at 3500',
  ]);
});

test('however busy it was, its end is drawn at once', (t) => {
  const { pass, wait, end, drawn } = wireOf(t);
  for (let times = 0; times < 5; times++) {
    pass(10);
    wait(100);
  }
  end();
  assert.deepEqual(drawn, ['0 at 0', '1 at 0', '10 at 100', '51 at 500']);
});

/** A wire that frames pass on, and how many it shows at which time in milliseconds. */
function wireOf(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const connection = {} as Connection;
  const drawn: string[] = [];
  let now = 0;
  new WireLog(connection).store.watch(
    ({ lines }) => lines,
    (lines) => drawn.push(`${lines.length} at ${now}`),
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
  return { drawn, pass, wait, end };
}
