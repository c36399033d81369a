import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { plainText } from '../transport/codecs.ts';
import { JoinNotices } from './join-notices.ts';
import type { Sink } from '../transport/sink.ts';

/** Milliseconds that a write takes in these tests. */
const cost = 0.1;

test('joins within one turn of the event loop are announced in one write per client', (t) => {
  const room = new Room(t, 3);
  room.join(4);
  room.pass(1);
  assert.deepEqual(room.notices, [{ at: 0, writes: 7 }]);
});

test('a burst of joins is announced when it is over, without the usual delay', (t) => {
  const room = new Room(t, 100);
  room.join();
  for (let count = 0; count < 40; count++) {
    room.pass(1);
    room.join();
  }
  room.pass(100);
  assert.deepEqual(room.notices, [
    { at: 0, writes: 101 },
    { at: 54, writes: 141 },
  ]);
});

test('a burst that does not end is announced after the delay', (t) => {
  const room = new Room(t, 100);
  for (let count = 0; count < 100; count++) {
    room.join();
    room.pass(1);
  }
  assert.deepEqual(
    room.notices.map(({ at }) => at),
    [0, 80],
  );
});

test('a steady trickle of joins uses at most 1/8 of the CPU time', (t) => {
  const room = new Room(t, 100);
  for (let count = 0; count < 200; count++) {
    room.join();
    room.pass(20);
  }
  const total = room.notices.reduce((sum, { writes }) => sum + writes * cost, 0);
  const last = room.notices.at(-1)!.writes * cost;
  assert.ok(total < (room.now + 200) / 8 + last, `${total} ms of ${room.now}`);
});

/** Clients that get join notices, and a clock that advances by hand and with each write. */
class Room {
  now = 0;
  /** When each notice began, in whole milliseconds, and to how many clients it was written. */
  readonly notices: { at: number; writes: number }[] = [];
  readonly #t: TestContext;
  readonly #clients: { codec: object; sink: Sink }[] = [];
  readonly #joinNotices = new JoinNotices(this.#clients);
  #lastWrite = -1;

  constructor(t: TestContext, clients: number) {
    this.#t = t;
    t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
    t.mock.method(performance, 'now', () => this.now);
    for (let count = 0; count < clients; count++) this.#enter();
  }

  join(count = 1): void {
    for (let joined = 0; joined < count; joined++) this.#joinNotices.joined(this.#enter());
  }

  pass(milliseconds: number): void {
    for (let passed = 0; passed < milliseconds; passed++) {
      this.#t.mock.timers.tick(1);
      this.now += 1;
    }
  }

  #enter() {
    const sink = { write: () => this.#write() } as unknown as Sink;
    const client = { codec: plainText, sink };
    this.#clients.push(client);
    return client;
  }

  #write(): void {
    if (this.now !== this.#lastWrite) this.notices.push({ at: Math.floor(this.now), writes: 0 });
    this.notices.at(-1)!.writes += 1;
    this.now += cost;
    this.#lastWrite = this.now;
  }
}
