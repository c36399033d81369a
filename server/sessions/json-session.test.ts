import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { refusal } from '../../protocol/refusals.ts';
import type { Services } from '../composition-root.ts';
import { events, EncodedFrame } from '../transport/codecs.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import { JsonSession } from './json-session.ts';
import { toto } from '../test-support/doubles/store-spec.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { FakeSubscriber, openAccess } from '../test-support/doubles/fake-subscriber.ts';

test('an internal error refuses the command with its id and is reported', async () => {
  const [received, reported] = [[] as string[], [] as unknown[]];
  const error = new TypeError('a bug');
  const end = new FakeSubscriber(events, (bytes) => void received.push(bytes.toString()));
  const services = servicesWith({
    commitQueue: { write: () => Promise.reject(error) },
    reportError: (error: unknown) => reported.push(error),
  });
  const session = sessionIn(services, end);
  await session.open();
  received.length = 0;
  session.receiveParsed({ type: 'post', id: 'message-1', room: 'general', text: 'coucou' });
  await turn();
  const refused = { type: 'refused', id: 'message-1', ...refusal('internal_error') };
  assert.deepEqual([received, reported], [[`data: ${JSON.stringify(refused)}\n\n`], [error]]);
});

test('a command without an id is carried out without an answer', async () => {
  const [received, typing] = [[] as string[], [] as unknown[]];
  const end = new FakeSubscriber(events, (bytes) => void received.push(bytes.toString()));
  const services = servicesWith({
    roomAccess: openAccess,
    signalLimiter: { take: () => 0 },
    typing: { note: (room: string) => typing.push(room) },
  });
  const session = sessionIn(services, end);
  await session.open();
  received.length = 0;
  session.receiveParsed({ type: 'typing', room: 'general' });
  await turn();
  assert.deepEqual([received, typing], [[], ['general']]);
});

test('signals are dropped only for clients with too many unsent bytes', () => {
  const received: string[] = [];
  const end = new FakeSubscriber(events, (bytes) => void received.push(bytes.toString()));
  const services = { clock: new ManualClock() } as unknown as Services;
  const session = sessionIn(services, end);
  const encoded = new EncodedFrame({ type: 'typing', room: 'general', people: [] });
  end.unsentBytes = lagsAbove + 1;
  assert.deepEqual([session.show(encoded), received], [false, []]);
  end.unsentBytes = lagsAbove;
  assert.equal(session.show(encoded), true);
  assert.deepEqual(received, ['data: {"type":"typing","room":"general","people":[]}\n\n']);
});

function sessionIn(services: Services, { sink }: FakeSubscriber): JsonSession {
  return new JsonSession(services, sink, { person: toto, hash: 'hash', address: '::1' }, events);
}

/** Services that do nothing, except for these parts. */
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
    renamedPeople: async () => [],
    sessions: ignored,
    absence: ignored,
    heartbeat: ignored,
    metrics: ignored,
    commandLimiter: { take: () => 0 },
    ...parts,
  } as unknown as Services;
}
