import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { RoomChanges } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/model.ts';
import { messageLine } from '../../protocol/plain-text/lines.ts';
import { Hub } from './hub.ts';
import { json, plainText } from '../transport/codecs.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import type { CatchUp } from '../store/messages.ts';
import { ManualClock } from '../test-support/manual-clock.ts';
import { FakeSubscriber } from '../test-support/fake-subscriber.ts';

/** What may happen, in whatever order: the store is read slowly, and clients take their time. */
const step = fc.oneof(
  fc.record({ is: fc.constant('commit' as const), edits: fc.array(fc.nat(9), { maxLength: 4 }) }),
  fc.record({ is: fc.constant('announce' as const) }),
  fc.record({ is: fc.constant('read' as const), which: fc.nat(5) }),
  fc.record({ is: fc.constant('follow' as const), back: fc.nat(8) }),
  fc.record({ is: fc.constant('clog' as const), who: fc.nat(1) }),
  fc.record({ is: fc.constant('drain' as const), who: fc.nat(1) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

test('whatever overlaps, a follower has everything in the end and never a hole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const world = new World();
      for (const each of steps) await world.take(each);
      await world.settle();
      world.followerHasAll();
      world.listenerHeardEveryLineOnce();
    }),
    { numRuns: 600 },
  );
});

test('a reading that fails while catching up ends the connection, which can resume', async () => {
  const bugs: unknown[] = [];
  const broken = new Error('disk');
  const hub = new Hub(
    () => Promise.reject(broken),
    new ManualClock(),
    (error) => bugs.push(error),
  );
  const end = new FakeSubscriber(json, () => {});
  hub.join(end, 'general');
  end.unsentBytes = lagsAbove + 1;
  void hub.publish({ type: 'changes', room: 'general', from: 0, rev: 1, messages: [] });
  end.drain();
  await new Promise(setImmediate);
  assert.deepEqual([bugs, end.isCut], [[broken], true]);
});

test('who lags at the first news of an old room is read what they missed, and not its end', async () => {
  const asked: number[] = [];
  const read = (_room: string, after: number) => {
    asked.push(after);
    const changes = { type: 'changes', room: 'general', from: after, rev: 101, messages: [] };
    return Promise.resolve({ changes: changes as RoomChanges, bytes: 0, head: 101 });
  };
  const hub = new Hub(read, new ManualClock(), (error) => assert.fail(String(error)));
  const end = new FakeSubscriber(plainText, () => {});
  hub.join(end, 'general');
  end.unsentBytes = lagsAbove + 1;
  void hub.publish({ type: 'changes', room: 'general', from: 100, rev: 101, messages: [] });
  end.drain();
  await new Promise(setImmediate);
  assert.deepEqual(asked, [100]);
});

/** A room in a store that answers when it is told to, and announces later than it commits. */
class World {
  readonly #room = new Map<string, Message>();
  readonly #unannounced: RoomChanges[] = [];
  readonly #reads: (() => void)[] = [];
  readonly #held = new Map<string, Message>();
  readonly #lines: string[] = [];
  readonly #said: string[] = [];
  readonly #hub = new Hub(
    (_room, after) => this.#read(after),
    new ManualClock(),
    (error) => assert.fail(String(error)),
  );
  readonly #follower = new FakeSubscriber(json, (bytes) =>
    this.#apply(JSON.parse(wordsIn(bytes)[0]!)),
  );
  readonly #listener = new FakeSubscriber(
    plainText,
    (bytes) => void this.#lines.push(...wordsIn(bytes)),
  );
  #rev = 0;
  #stands = 0;

  constructor() {
    this.#commit([]);
    this.#hub.join(this.#listener, 'general');
    void this.#hub.follow(this.#follower, [['general', 0]]);
  }

  async take(step: Step): Promise<void> {
    const ends = [this.#follower, this.#listener];
    if (step.is === 'commit') this.#commit(step.edits);
    if (step.is === 'announce') this.#announce();
    if (step.is === 'read') this.#reads.splice(step.which, 1)[0]?.();
    if (step.is === 'clog') ends[step.who]!.unsentBytes = lagsAbove + 1;
    if (step.is === 'drain') ends[step.who]!.drain();
    if (step.is === 'follow') {
      void this.#hub.follow(this.#follower, [['general', Math.max(0, this.#stands - step.back)]]);
    }
    await new Promise(setImmediate);
  }

  async settle(): Promise<void> {
    const isQuiet = () => this.#unannounced.length === 0 && this.#reads.length === 0;
    for (let quiet = 0; quiet < 3; quiet = isQuiet() ? quiet + 1 : 0) {
      await this.take({ is: 'announce' });
      await this.take({ is: 'drain', who: 0 });
      await this.take({ is: 'drain', who: 1 });
      await this.take({ is: 'read', which: 0 });
    }
  }

  followerHasAll(): void {
    assert.deepEqual([this.#stands, this.#held], [this.#rev, this.#room]);
    assert.deepEqual(this.#hub.revisionsOf(this.#follower), { general: this.#rev });
  }

  listenerHeardEveryLineOnce(): void {
    assert.deepEqual(this.#lines, this.#said);
  }

  /** One message is said, and some are changed, in one transaction. */
  #commit(edits: number[]): void {
    const from = this.#rev;
    const rev = ++this.#rev;
    const said: Message = {
      id: `m${rev}`,
      seq: rev,
      rev,
      at: 0,
      author: {
        id: 'p',
        name: 'P',
      },
      kind: 'text',
      text: `${rev}`,
      line: `${rev}`,
    };
    this.#room.set(said.id, said);
    this.#said.push(messageLine(said));
    for (const edit of edits) {
      const old = [...this.#room.values()].at(-1 - edit);
      if (old !== undefined) this.#room.set(old.id, { ...old, rev: ++this.#rev });
    }
    const messages = this.#changedAfter(from);
    this.#unannounced.push({ type: 'changes', room: 'general', from, rev: this.#rev, messages });
  }

  #announce(): void {
    const changes = this.#unannounced.shift();
    if (changes !== undefined) void this.#hub.publish(changes);
  }

  /** Answers later what is true now, two messages at a time. */
  #read(after: number) {
    const changed = this.#changedAfter(after);
    const head = this.#rev;
    const end = changed[1]?.rev ?? head;
    const rev = after === 0 ? head : end;
    const messages = changed.filter(
      (each) => each.rev <= rev || (each.seq > after && each.seq <= rev),
    );
    const changes: RoomChanges = { type: 'changes', room: 'general', from: after, rev, messages };
    if (after === 0) Object.assign(changes, { reset: true, floor: 0 });
    return new Promise<CatchUp>((resolve) => {
      this.#reads.push(() => resolve({ changes, bytes: 0, head }));
    });
  }

  #changedAfter(after: number): Message[] {
    const changed = [...this.#room.values()].filter(({ rev }) => rev > after);
    return changed.sort((a, b) => a.rev - b.rev);
  }

  /** As a client does it: a hole must never come. */
  #apply({ from, rev, messages, reset }: RoomChanges): void {
    if (reset === true) this.#held.clear();
    else assert.ok(from <= this.#stands, `a hole from ${this.#stands} to ${from}`);
    if (reset !== true && rev <= this.#stands) return;
    this.#stands = rev;
    for (const message of messages) {
      if ((this.#held.get(message.id)?.rev ?? 0) <= message.rev)
        this.#held.set(message.id, message);
    }
    const places = [...this.#held.values()].map(({ seq }) => seq);
    assert.ok(places.length >= this.#placesUpTo(rev), 'a place is skipped');
  }

  #placesUpTo(rev: number): number {
    return [...this.#room.values()].filter(({ seq }) => seq <= rev).length;
  }
}

/** The texts of short frames that follow each other, RFC 6455 §5.2. */
function wordsIn(bytes: Buffer): string[] {
  if (bytes.length === 0) return [];
  const short = bytes[1]!;
  const [start, length] =
    short < 126
      ? [2, short]
      : short === 126
        ? [4, bytes.readUInt16BE(2)]
        : [10, Number(bytes.readBigUInt64BE(2))];
  const end = start + length;
  return [bytes.toString('utf8', start, end), ...wordsIn(bytes.subarray(end))];
}
