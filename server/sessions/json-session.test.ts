import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { refusal } from '../../protocol/refusals.ts';
import type { Services } from '../composition-root.ts';
import { events, EncodedFrame } from '../transport/codecs.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import { JsonSession } from './json-session.ts';
import { toto } from '../test-support/store-spec.ts';
import { ManualClock } from '../test-support/manual-clock.ts';
import { FakeSubscriber } from '../test-support/fake-subscriber.ts';

test('what a bug of ours prevents is refused with its id, and the bug is noted', async () => {
  const [heard, noted] = [[] as string[], [] as unknown[]];
  const bug = new TypeError('a bug');
  const end = new FakeSubscriber(events, (bytes) => void heard.push(bytes.toString()));
  const services = servicesWith({
    commitQueue: { write: () => Promise.reject(bug) },
    reportError: (error: unknown) => noted.push(error),
  });
  const session = sessionIn(services, end);
  await session.open();
  heard.length = 0;
  session.take({ type: 'post', id: 'message-1', room: 'general', text: 'coucou' });
  await turn();
  const refused = { type: 'refused', id: 'message-1', ...refusal('internal_error') };
  assert.deepEqual([heard, noted], [[`data: ${JSON.stringify(refused)}\n\n`], [bug]]);
});

test('what carries no id is done without an answer', async () => {
  const [heard, typing] = [[] as string[], [] as unknown[]];
  const end = new FakeSubscriber(events, (bytes) => void heard.push(bytes.toString()));
  const services = servicesWith({
    roomDirectory: { find: async (name: string) => name },
    signalLimiter: { take: () => 0 },
    typing: { note: (room: string) => typing.push(room) },
  });
  const session = sessionIn(services, end);
  await session.open();
  heard.length = 0;
  session.take({ type: 'typing', room: 'general' });
  await turn();
  assert.deepEqual([heard, typing], [[], ['general']]);
});

test('signs are dropped for whom too much waits for, and for nobody else', () => {
  const heard: string[] = [];
  const end = new FakeSubscriber(events, (bytes) => void heard.push(bytes.toString()));
  const services = { clock: new ManualClock() } as unknown as Services;
  const session = sessionIn(services, end);
  const sign = new EncodedFrame({ type: 'typing', room: 'general', people: [] });
  end.unsentBytes = lagsAbove + 1;
  assert.deepEqual([session.show(sign), heard], [false, []]);
  end.unsentBytes = lagsAbove;
  assert.equal(session.show(sign), true);
  assert.deepEqual(heard, ['data: {"type":"typing","room":"general","people":[]}\n\n']);
});

function sessionIn(services: Services, { sink }: FakeSubscriber): JsonSession {
  return new JsonSession(services, sink, { person: toto, hash: 'hash', address: '::1' }, events);
}

/** A server in which nothing is, but these parts. */
function servicesWith(parts: object): Services {
  const nothing = { seenBy: async () => [] };
  const ignored = { add() {}, came() {}, connected() {} };
  return {
    clock: new ManualClock(),
    epoch: 'e',
    gameGrace: 0,
    bots: [],
    roomList: nothing,
    openGames: nothing,
    sessions: ignored,
    absence: ignored,
    heartbeat: ignored,
    metrics: ignored,
    commandLimiter: { take: () => 0 },
    ...parts,
  } as unknown as Services;
}
