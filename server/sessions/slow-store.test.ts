import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import { buildServices, type Services } from '../composition-root.ts';
import { revisionOf } from '../commands/outcome.ts';
import { Metrics } from '../runtime/metrics.ts';
import type { Sink } from '../transport/sink.ts';
import { JsonSession } from './json-session.ts';
import type { Database } from '../store/database.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { ada, toto } from '../test-support/doubles/store-spec.ts';
import { StoreHealth } from '../commit/store-health.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { seemingTime } from '../test-support/doubles/event-loop-turns.ts';
import { until } from '../test-support/waits.ts';
import { TextSession } from './text-session.ts';

const asToto = { person: toto, hash: 'hash', address: '::1' };

// SQLite answers in the same turn of the event loop. A store on another machine would not.

test('the welcome is the first frame, even if a room is created meanwhile', async (t) => {
  const services = slowServices(t);
  const sink = new RecordingSink();
  const open = new JsonSession(services, sink, asToto).open();
  const change = { type: 'room.create', id: 'create-1', name: 'tea' } as const;
  await services.commitQueue.write({ by: ada, at: 0, change });
  await open;
  assert.deepEqual(sink.types(), ['welcome', 'room']);
});

test('sends no heartbeat before the welcome', async (t) => {
  const services = slowServices(t);
  const sink = new RecordingSink();
  const open = new JsonSession(services, sink, asToto).open();
  (services.clock as ManualClock).pass(25_000);
  await open;
  assert.deepEqual(sink.types(), ['welcome']);
});

test('a command received before the welcome is answered after it', async (t) => {
  const services = slowServices(t);
  const sink = new RecordingSink();
  const session = new JsonSession(services, sink, asToto);
  const open = session.open();
  session.receive('{"type":"follow","id":"f","rooms":{"general":0}}');
  await open;
  await storeQuiet(services);
  assert.deepEqual(sink.types(), ['welcome', 'changes', 'ack']);
});

test('too many frames before the welcome end the connection', async (t) => {
  const services = slowServices(t);
  const follow = (id: string) => ({ type: 'follow', id, rooms: {} });
  const open = async (...received: object[]): Promise<RecordingSink> => {
    const sink = new RecordingSink();
    const session = new JsonSession(services, sink, asToto);
    const opened = session.open();
    for (const each of received) session.receiveParsed(each);
    await opened;
    await storeQuiet(services);
    session.close();
    return sink;
  };
  const many = Array.from({ length: 1_000 }, (_, number) => follow(`f${number}`));
  const long = { type: 'x'.repeat(65_000) };
  const answer = /"type":"(?:ack|refused)"/gu;
  const kept = [await open(...many), await open(long, long)];
  assert.deepEqual(
    kept.map((sink) => [Buffer.concat(sink.written).toString().match(answer)?.length, sink.ended]),
    [
      [1_000, undefined],
      [2, undefined],
    ],
  );
  for (const sink of [await open(...many, follow('more')), await open(long, long, long)]) {
    assert.deepEqual(sink.types(), ['welcome']);
    assert.deepEqual(sink.ended, [1008, 'too much before the welcome']);
  }
});

test('a connection closed before the welcome leaves nothing behind', async (t) => {
  const services = slowServices(t);
  const sink = new RecordingSink();
  const session = new JsonSession(services, sink, asToto);
  const open = session.open();
  session.receive('{"type":"presence","room":"general","away":false}');
  session.close();
  await open;
  await storeQuiet(services);
  assert.deepEqual([sink.types(), services.heartbeat.all], [[], []]);
  assert.deepEqual(await peopleSeenBy(services), [ada.name]);
});

test('a connection closed during a room lookup is in no room', async (t) => {
  const services = slowServices(t);
  const session = new JsonSession(services, new RecordingSink(), asToto);
  await session.open();
  session.receive('{"type":"presence","room":"general","away":false}');
  session.receive('{"type":"follow","rooms":{"general":0}}');
  session.close();
  await storeQuiet(services);
  assert.deepEqual(services.hub.revisionsOf(session), {});
  assert.deepEqual(await peopleSeenBy(services), [ada.name]);
});

test('a text client closed during /join is in no room, and its message is posted', async (t) => {
  const services = slowServices(t);
  const sink = new RecordingSink();
  const session = new TextSession(services, sink, 'general', { address: 'a' });
  session.open();
  for (const text of ['/join general', '/name Toto', 'coucou']) session.receive(text);
  session.close();
  await storeQuiet(services);
  (services.clock as ManualClock).pass(10_250);
  assert.deepEqual(services.hub.revisionsOf(session), {});
  assert.deepEqual(await peopleSeenBy(services), [ada.name]);
  const rooms = await services.database.all<{ rev: number }>('SELECT rev FROM rooms');
  assert.deepEqual(
    rooms.map(({ rev }) => rev),
    [1],
  );
});

test('a failed publish disconnects all clients, which then catch up from the store', async (t) => {
  const reported: unknown[] = [];
  const services = slowServices(t, (error) => reported.push(error));
  const [faulty, healthy] = [new FaultySink(), new RecordingSink()];
  const sessions = [faulty, healthy].map((sink) => new JsonSession(services, sink, asToto));
  for (const session of sessions) {
    await session.open();
    session.receive('{"type":"follow","rooms":{"general":0}}');
  }
  await storeQuiet(services);
  faulty.isFaulty = true;
  const change = { type: 'post', id: 'hello-01', room: 'general', text: 'coucou' } as const;
  const outcome = await services.commitQueue.write({ by: ada, at: 0, change });
  assert.deepEqual([revisionOf(outcome), reported.length], [1, 1]);
  assert.deepEqual([faulty.isCut, healthy.isCut], [true, true]);
  for (const session of sessions) session.close();
  const back = new RecordingSink();
  const session = new JsonSession(services, back, asToto);
  await session.open();
  session.receive('{"type":"follow","rooms":{"general":0}}');
  await storeQuiet(services);
  assert.equal(back.written.filter((bytes) => bytes.includes('"hello-01"')).length, 1);
});

/** A sink that records what is written. */
class RecordingSink implements Sink {
  readonly written: Buffer[] = [];
  readonly unsentBytes = 0;
  isCut = false;
  ended: [number, string] | undefined;

  types(): string[] {
    return this.written.map((bytes) => /"type":"([^"]+)"/u.exec(bytes.toString())![1]!);
  }

  write(bytes: Buffer): void {
    this.written.push(bytes);
  }

  onceDrained(): void {}
  ping(): void {}
  end(code: number, reason: string): void {
    this.ended = [code, reason];
  }

  cut(): void {
    this.isCut = true;
  }
}

/** A sink that fails on demand. */
class FaultySink extends RecordingSink {
  isFaulty = false;

  override write(bytes: Buffer): void {
    if (this.isFaulty) throw new TypeError('a bug');
    super.write(bytes);
  }
}

function slowServices(t: TestContext, reportError = failing): Services {
  // Time slices never end: once the store is quiet, all work is done.
  seemingTime(t);
  const database = openSqlite(temporaryFolder(t));
  t.after(() => database.close());
  const metrics = new Metrics();
  const parts = {
    database: slowed(database),
    epoch: 'e',
    rateLimit: 0,
    connectionsPerAddress: 0,
    gameGrace: 60_000,
    nameKeptDays: 30,
    metrics,
    storeHealth: new StoreHealth(metrics, { error: reportError, warn: reportError }),
    reportError,
  };
  return buildServices({ ...parts, clock: new ManualClock() });
}

function failing(error: unknown): void {
  assert.fail(String(error));
}

/** Number of queries in progress. */
let openQueries = 0;

/** A store that answers some turns of the event loop later. */
function slowed(database: Database): Database {
  return {
    get: (...query) => later(2, () => database.get(...query)),
    all: (...query) => later(5, () => database.all(...query)),
    run: (...query) => later(2, () => database.run(...query)),
    transaction: (...work) => database.transaction(...work),
    close: () => {},
  };
}

async function later<Result>(turns: number, query: () => Promise<Result>): Promise<Result> {
  openQueries += 1;
  for (let count = 0; count < turns; count++) await turn();
  return query().finally(() => (openQueries -= 1));
}

/** Resolves when the store has answered all queries, including those that followed. */
async function storeQuiet({ commitQueue }: Services): Promise<void> {
  await until(async () => {
    await turn();
    await commitQueue.drain();
    return openQueries === 0;
  }, 'the store');
}

/** The names in the room, as sent to Ada when she enters it. */
async function peopleSeenBy(services: Services): Promise<string[]> {
  const sink = new RecordingSink();
  const session = new JsonSession(services, sink, { person: ada, hash: 'other', address: '::1' });
  await session.open();
  session.receive('{"type":"presence","room":"general","away":false}');
  await storeQuiet(services);
  const frame = sink.written.find((bytes) => bytes.includes('"type":"people"'))!.toString();
  const { people } = JSON.parse(frame.slice(frame.indexOf('{'))) as { people: { name: string }[] };
  return people.map(({ name }) => name);
}
