import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { plainText } from '../transport/codecs.ts';
import { JoinNotices } from './join-notices.ts';
import type { Sink } from '../transport/sink.ts';

/** Milliseconds that a write takes in these tests. */
const cost = 0.1;

test('those who come in one turn are told of by one write to each', (t) => {
  const room = new Room(t, 3);
  room.come(4);
  room.pass(1);
  assert.deepEqual(room.told, [{ at: 0, writes: 7 }]);
});

test('a rush is told of when it is over, without the wait for the next notice', (t) => {
  const room = new Room(t, 100);
  room.come();
  for (let count = 0; count < 40; count++) {
    room.pass(1);
    room.come();
  }
  room.pass(100);
  assert.deepEqual(room.told, [
    { at: 0, writes: 101 },
    { at: 54, writes: 141 },
  ]);
});

test('a rush that goes on is told of after the wait', (t) => {
  const room = new Room(t, 100);
  for (let count = 0; count < 100; count++) {
    room.come();
    room.pass(1);
  }
  assert.deepEqual(
    room.told.map(({ at }) => at),
    [0, 80],
  );
});

test('a trickle takes an eighth of the time at the most, however long it lasts', (t) => {
  const room = new Room(t, 100);
  for (let count = 0; count < 200; count++) {
    room.come();
    room.pass(20);
  }
  const publisher = room.told.reduce((sum, { writes }) => sum + writes * cost, 0);
  const last = room.told.at(-1)!.writes * cost;
  assert.ok(publisher < (room.now + 200) / 8 + last, `${publisher} ms of ${room.now}`);
});

/** People who get join notices, and a time that passes by hand and with each write. */
class Room {
  now = 0;
  /** When each notice began, in whole milliseconds, and how many were told. */
  readonly told: { at: number; writes: number }[] = [];
  readonly #t: TestContext;
  readonly #people: { codec: object; sink: Sink }[] = [];
  readonly #joinNotices = new JoinNotices(this.#people);
  #lastWrite = -1;

  constructor(t: TestContext, people: number) {
    this.#t = t;
    t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
    t.mock.method(performance, 'now', () => this.now);
    for (let count = 0; count < people; count++) this.#enter();
  }

  come(count = 1): void {
    for (let come = 0; come < count; come++) this.#joinNotices.came(this.#enter());
  }

  pass(milliseconds: number): void {
    for (let passed = 0; passed < milliseconds; passed++) {
      this.#t.mock.timers.tick(1);
      this.now += 1;
    }
  }

  #enter() {
    const sink = { write: () => this.#write() } as unknown as Sink;
    const person = { codec: plainText, sink };
    this.#people.push(person);
    return person;
  }

  #write(): void {
    if (this.now !== this.#lastWrite) this.told.push({ at: Math.floor(this.now), writes: 0 });
    this.told.at(-1)!.writes += 1;
    this.now += cost;
    this.#lastWrite = this.now;
  }
}
