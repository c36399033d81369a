import assert from 'node:assert/strict';
import test from 'node:test';
import { Heartbeat, type HeartbeatConnection } from './heartbeat.ts';
import { json } from './codecs.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { FakeSubscriber } from '../test-support/doubles/fake-subscriber.ts';

test('a connection is pinged after 25 seconds and every 25 seconds after that', () => {
  const { heartbeat, connect, pass, trace } = world();
  const toto = connect('Toto');
  heartbeat.add(toto);
  pass(24_999);
  assert.deepEqual(trace, []);
  pass(1);
  assert.deepEqual(trace, ['25 Toto: ping', '25 Toto: beat']);
  toto.missed = 0;
  pass(25_000);
  assert.deepEqual(trace.slice(2), ['50 Toto: ping', '50 Toto: beat']);
});

test('connections that opened at different seconds are pinged at different seconds', () => {
  const { heartbeat, connect, pass, trace } = world();
  heartbeat.add(connect('Toto'));
  pass(3_000);
  heartbeat.add(connect('Ada'));
  pass(25_000);
  assert.deepEqual(trace, ['25 Toto: ping', '25 Toto: beat', '28 Ada: ping', '28 Ada: beat']);
});

test('a connection without a sign of life between two heartbeats is cut', () => {
  const { heartbeat, connect, pass, trace } = world();
  heartbeat.add(connect('Toto'));
  pass(50_000);
  assert.deepEqual(trace, ['25 Toto: ping', '25 Toto: beat', '50 Toto: cut']);
});

test('a removed connection is neither pinged nor counted', () => {
  const { heartbeat, connect, pass, trace } = world();
  const [toto, ada] = [connect('Toto', 7), connect('Ada', 5)];
  for (const each of [toto, ada]) heartbeat.add(each);
  assert.deepEqual([heartbeat.all, heartbeat.unsentBytes], [[toto, ada], 12]);
  for (const each of [toto, toto]) heartbeat.delete(each);
  assert.deepEqual([heartbeat.all, heartbeat.unsentBytes], [[ada], 5]);
  pass(25_000);
  assert.deepEqual(trace, ['25 Ada: ping', '25 Ada: beat']);
});

/** Connections that record each call with the second at which it came. */
function world() {
  const [clock, trace] = [new ManualClock(), [] as string[]];
  const start = clock.now();
  const connect = (name: string, unsentBytes = 0): HeartbeatConnection => {
    const record = (what: string) => () =>
      void trace.push(`${(clock.now() - start) / 1_000} ${name}: ${what}`);
    const end = new FakeSubscriber(json, () => {});
    end.unsentBytes = unsentBytes;
    Object.assign(end.sink, { ping: record('ping'), cut: record('cut') });
    return { sink: end.sink, missed: 0, sendHeartbeat: record('beat'), announceShutdown() {} };
  };
  const pass = (milliseconds: number): void => clock.pass(milliseconds);
  return { heartbeat: new Heartbeat(clock), connect, pass, trace };
}
