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
import { ada, toto } from '../test-support/store-spec.ts';
import { StoreHealth } from '../commit/store-health.ts';
import { ManualClock } from '../test-support/manual-clock.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { seemingTime } from '../test-support/event-loop-turns.ts';
import { until } from '../test-support/waits.ts';
import { TextSession } from './text-session.ts';

const asToto = { person: toto, hash: 'hash', address: '::1' };

// SQLite answers before anything else can happen. A store on another machine does not.

test('the welcome comes first, though a room is made while it is looked up', async (t) => {
  const services = slowServices(t);
  const line = new Line();
  const open = new JsonSession(services, line, asToto).open();
  const change = { type: 'room.create', id: 'create-1', name: 'tea' } as const;
  await services.commitQueue.write({ by: ada, at: 0, change });
  await open;
  assert.deepEqual(line.types(), ['welcome', 'room']);
});

test('no heartbeat comes before the welcome', async (t) => {
  const services = slowServices(t);
  const line = new Line();
  const open = new JsonSession(services, line, asToto).open();
  (services.clock as ManualClock).pass(25_000);
  await open;
  assert.deepEqual(line.types(), ['welcome']);
});

test('what was asked before the welcome is answered after it', async (t) => {
  const services = slowServices(t);
  const line = new Line();
  const session = new JsonSession(services, line, asToto);
  const open = session.open();
  session.receive('{"type":"follow","id":"f","rooms":{"general":0}}');
  await open;
  await quiet(services);
  assert.deepEqual(line.types(), ['welcome', 'changes', 'ack']);
});

test('what comes before the welcome is kept up to a bound, and then the connection is ended', async (t) => {
  const services = slowServices(t);
  const follow = (id: string) => ({ type: 'follow', id, rooms: {} });
  const open = async (...received: object[]): Promise<Line> => {
    const line = new Line();
    const session = new JsonSession(services, line, asToto);
    const opened = session.open();
    for (const each of received) session.take(each);
    await opened;
    await quiet(services);
    session.close();
    return line;
  };
  const many = Array.from({ length: 1_000 }, (_, number) => follow(`f${number}`));
  const long = { type: 'x'.repeat(65_000) };
  const answer = /"type":"(?:ack|refused)"/gu;
  const kept = [await open(...many), await open(long, long)];
  assert.deepEqual(
    kept.map((line) => [Buffer.concat(line.written).toString().match(answer)?.length, line.ended]),
    [
      [1_000, undefined],
      [2, undefined],
    ],
  );
  for (const line of [await open(...many, follow('more')), await open(long, long, long)]) {
    assert.deepEqual(line.types(), ['welcome']);
    assert.deepEqual(line.ended, [1008, 'too much before the welcome']);
  }
});

test('a connection that ends while it is greeted leaves nothing behind', async (t) => {
  const services = slowServices(t);
  const line = new Line();
  const session = new JsonSession(services, line, asToto);
  const open = session.open();
  session.receive('{"type":"presence","room":"general","away":false}');
  session.close();
  await open;
  await quiet(services);
  assert.deepEqual([line.types(), services.heartbeat.all], [[], []]);
  assert.deepEqual(await peopleSeenBy(services), [ada.name]);
});

test('a connection that ends while a room is looked up is in no room', async (t) => {
  const services = slowServices(t);
  const session = new JsonSession(services, new Line(), asToto);
  await session.open();
  session.receive('{"type":"presence","room":"general","away":false}');
  session.receive('{"type":"follow","rooms":{"general":0}}');
  session.close();
  await quiet(services);
  assert.deepEqual(services.hub.revisionsOf(session), {});
  assert.deepEqual(await peopleSeenBy(services), [ada.name]);
});

test('a plain client that ends while it moves is in no room, and what it said is said', async (t) => {
  const services = slowServices(t);
  const line = new Line();
  const session = new TextSession(services, line, 'general', { address: 'a' });
  session.open();
  for (const words of ['/join general', '/name Toto', 'coucou']) session.receive(words);
  session.close();
  await quiet(services);
  (services.clock as ManualClock).pass(10_250);
  assert.deepEqual(services.hub.revisionsOf(session), {});
  assert.deepEqual(await peopleSeenBy(services), [ada.name]);
  const rooms = await services.database.all<{ rev: number }>('SELECT rev FROM rooms');
  assert.deepEqual(
    rooms.map(({ rev }) => rev),
    [1],
  );
});

test('when publishing fails after a commit, all clients are cut off and read it from the store', async (t) => {
  const noted: unknown[] = [];
  const services = slowServices(t, (error) => noted.push(error));
  const [faulty, healthy] = [new FaultyLine(), new Line()];
  const sessions = [faulty, healthy].map((line) => new JsonSession(services, line, asToto));
  for (const session of sessions) {
    await session.open();
    session.receive('{"type":"follow","rooms":{"general":0}}');
  }
  await quiet(services);
  faulty.isFaulty = true;
  const change = { type: 'post', id: 'hello-01', room: 'general', text: 'coucou' } as const;
  const outcome = await services.commitQueue.write({ by: ada, at: 0, change });
  assert.deepEqual([revisionOf(outcome), noted.length], [1, 1]);
  assert.deepEqual([faulty.isCut, healthy.isCut], [true, true]);
  for (const session of sessions) session.close();
  const back = new Line();
  const session = new JsonSession(services, back, asToto);
  await session.open();
  session.receive('{"type":"follow","rooms":{"general":0}}');
  await quiet(services);
  assert.equal(back.written.filter((bytes) => bytes.includes('"hello-01"')).length, 1);
});

/** A connection's way out that keeps what is written. */
class Line implements Sink {
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

/** What a bug of ours could look like. */
class FaultyLine extends Line {
  isFaulty = false;

  override write(bytes: Buffer): void {
    if (this.isFaulty) throw new TypeError('a bug');
    super.write(bytes);
  }
}

function slowServices(t: TestContext, reportError = failing): Services {
  // Nobody gives up their turn for having worked for long: what is quiet is done.
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
    metrics,
    storeHealth: new StoreHealth(metrics, { error: reportError, warn: reportError }),
    reportError,
  };
  return buildServices({ ...parts, clock: new ManualClock() });
}

function failing(error: unknown): void {
  assert.fail(String(error));
}

/** How many questions the slow stores have before them. */
let asked = 0;

/** The same store, a few turns of the loop later. */
function slowed(database: Database): Database {
  return {
    get: (...query) => later(2, () => database.get(...query)),
    all: (...query) => later(5, () => database.all(...query)),
    run: (...query) => later(2, () => database.run(...query)),
    transaction: (...work) => database.transaction(...work),
    close: () => {},
  };
}

async function later<Result>(turns: number, ask: () => Promise<Result>): Promise<Result> {
  asked += 1;
  for (let count = 0; count < turns; count++) await turn();
  return ask().finally(() => (asked -= 1));
}

/** Resolves when the store has answered all that was asked of it, and what was asked then. */
async function quiet({ commitQueue }: Services): Promise<void> {
  await until(async () => {
    await turn();
    await commitQueue.drain();
    return asked === 0;
  }, 'the store');
}

/** Who is in the room, as Ada sees it on coming in. */
async function peopleSeenBy(services: Services): Promise<string[]> {
  const line = new Line();
  const session = new JsonSession(services, line, { person: ada, hash: 'other', address: '::1' });
  await session.open();
  session.receive('{"type":"presence","room":"general","away":false}');
  await quiet(services);
  const frame = line.written.find((bytes) => bytes.includes('"type":"people"'))!.toString();
  const { people } = JSON.parse(frame.slice(frame.indexOf('{'))) as { people: { name: string }[] };
  return people.map(({ name }) => name);
}
