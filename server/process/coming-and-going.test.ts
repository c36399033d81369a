import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import { queryObjects } from 'node:v8';
import type { Person } from '../../protocol/model.ts';
import { buildServices, type Services } from '../composition-root.ts';
import { events } from '../transport/codecs.ts';
import { Metrics } from '../runtime/metrics.ts';
import { JsonSession } from '../sessions/json-session.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { StoreHealth } from '../commit/store-health.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { FakeSubscriber } from '../test-support/doubles/fake-subscriber.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { TextSession } from '../sessions/text-session.ts';

test('closed sessions leave no objects behind', async (t) => {
  const { services, clock } = world(t);
  for (let number = 0; number < 20; number++) await connectAndLeave(services, number);
  // Longer than any timeout, in steps that let due work run.
  for (let seconds = 0; seconds < 180; seconds++) {
    clock.pass(1_000);
    await turn();
  }
  assert.deepEqual([JsonSession, TextSession, Leaver].map(countOf), [0, 0, 0]);
});

/** Number of live objects of a class. */
function countOf(made: new (...parts: never[]) => object): number {
  return queryObjects(made, { format: 'count' });
}

class Leaver implements Person {
  readonly id: string;
  readonly name = 'Leaver';

  constructor(number: number) {
    this.id = `leaver-${number}`;
  }
}

/** A person uses everything that stores nothing, and a plain-text guest connects too. */
async function connectAndLeave(services: Services, number: number): Promise<void> {
  const person = new Leaver(number);
  const { sink } = new FakeSubscriber(events, () => {});
  const session = new JsonSession(services, sink, { person, hash: 'hash', address: '::1' }, events);
  await session.open({ room: 'general' });
  for (const command of commands) session.receiveParsed(command);
  const guest = new TextSession(services, sink, 'general', { address: '127.0.0.1' });
  guest.open();
  guest.receive('/name Eve');
  for (let turns = 0; turns < 5; turns++) await turn();
  const answer = Object.assign(new EventEmitter(), { destroyed: false });
  await services.answerSlots.take(person.id, answer);
  answer.emit('close');
  for (const each of [session, guest]) each.close();
}

const commands = [
  { type: 'follow', id: 'f', rooms: { general: 0 } },
  { type: 'presence', id: 'p', room: 'general', away: false },
  { type: 'typing', room: 'general' },
  { type: 'delete', id: 'delete-1', message: 'message-1' },
  { type: 'nothing', id: 'n' },
];

function world(t: TestContext) {
  const database = openSqlite(temporaryFolder(t));
  t.after(() => database.close());
  const [clock, metrics] = [new ManualClock(), new Metrics()];
  const reportError = (error: unknown): never => assert.fail(String(error));
  const storeHealth = new StoreHealth(metrics, { error: reportError, warn: reportError });
  const settings = {
    epoch: 'e',
    rateLimit: 10,
    gameGrace: 60_000,
    nameKeptDays: 30,
    connectionsPerAddress: 0,
  };
  const services = buildServices({
    ...settings,
    database,
    clock,
    metrics,
    storeHealth,
    reportError,
  });
  return { services, clock };
}
