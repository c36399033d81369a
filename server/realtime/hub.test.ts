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
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { FakeSubscriber, openAccess } from '../test-support/doubles/fake-subscriber.ts';

/** Events in any order: store reads are slow, and clients may be slow. */
const step = fc.oneof(
  fc.record({ is: fc.constant('commit' as const), edits: fc.array(fc.nat(9), { maxLength: 4 }) }),
  fc.record({ is: fc.constant('publish' as const) }),
  fc.record({ is: fc.constant('read' as const), which: fc.nat(5) }),
  fc.record({ is: fc.constant('follow' as const), back: fc.nat(8) }),
  fc.record({ is: fc.constant('clog' as const), who: fc.nat(1) }),
  fc.record({ is: fc.constant('drain' as const), who: fc.nat(1) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

test('in any interleaving, a subscriber gets every change without a gap', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const world = new World();
      for (const each of steps) await world.take(each);
      await world.settle();
      world.followerHasAll();
      world.textClientGotEachLineOnce();
    }),
    { numRuns: 600 },
  );
});

test('a failed read during the catch-up disconnects the client, which can resume', async () => {
  const errors: unknown[] = [];
  const broken = new Error('disk');
  const hub = new Hub(
    () => Promise.reject(broken),
    openAccess,
    new ManualClock(),
    (error) => errors.push(error),
  );
  const end = new FakeSubscriber(json, () => {});
  hub.join(end, 'general');
  end.unsentBytes = lagsAbove + 1;
  void hub.publish({ type: 'changes', room: 'general', from: 0, rev: 1, messages: [] });
  end.drain();
  await new Promise(setImmediate);
  assert.deepEqual([errors, end.isCut], [[broken], true]);
});

test('a slow subscriber catches up from the first change of a room whose revision was unknown', async () => {
  const reads: number[] = [];
  const read = (_room: string, after: number) => {
    reads.push(after);
    const changes = { type: 'changes', room: 'general', from: after, rev: 101, messages: [] };
    return Promise.resolve({ changes: changes as RoomChanges, bytes: 0, head: 101 });
  };
  const hub = new Hub(read, openAccess, new ManualClock(), (error) => assert.fail(String(error)));
  const end = new FakeSubscriber(plainText, () => {});
  hub.join(end, 'general');
  end.unsentBytes = lagsAbove + 1;
  void hub.publish({ type: 'changes', room: 'general', from: 100, rev: 101, messages: [] });
  end.drain();
  await new Promise(setImmediate);
  assert.deepEqual(reads, [100]);
});

/** A hub and a store with one room. The steps decide when reads resolve and commits are published. */
class World {
  readonly #room = new Map<string, Message>();
  readonly #unpublished: RoomChanges[] = [];
  readonly #reads: (() => void)[] = [];
  readonly #held = new Map<string, Message>();
  readonly #lines: string[] = [];
  readonly #expected: string[] = [];
  readonly #hub = new Hub(
    (_room, after) => this.#read(after),
    openAccess,
    new ManualClock(),
    (error) => assert.fail(String(error)),
  );
  readonly #follower = new FakeSubscriber(json, (bytes) =>
    this.#apply(JSON.parse(textsIn(bytes)[0]!)),
  );
  readonly #textClient = new FakeSubscriber(
    plainText,
    (bytes) => void this.#lines.push(...textsIn(bytes)),
  );
  #rev = 0;
  #revision = 0;

  constructor() {
    this.#commit([]);
    this.#hub.join(this.#textClient, 'general');
    void this.#hub.follow(this.#follower, [['general', 0]]);
  }

  async take(step: Step): Promise<void> {
    const ends = [this.#follower, this.#textClient];
    if (step.is === 'commit') this.#commit(step.edits);
    if (step.is === 'publish') this.#publish();
    if (step.is === 'read') this.#reads.splice(step.which, 1)[0]?.();
    if (step.is === 'clog') ends[step.who]!.unsentBytes = lagsAbove + 1;
    if (step.is === 'drain') ends[step.who]!.drain();
    if (step.is === 'follow') {
      void this.#hub.follow(this.#follower, [['general', Math.max(0, this.#revision - step.back)]]);
    }
    await new Promise(setImmediate);
  }

  async settle(): Promise<void> {
    const isQuiet = () => this.#unpublished.length === 0 && this.#reads.length === 0;
    for (let quiet = 0; quiet < 3; quiet = isQuiet() ? quiet + 1 : 0) {
      await this.take({ is: 'publish' });
      await this.take({ is: 'drain', who: 0 });
      await this.take({ is: 'drain', who: 1 });
      await this.take({ is: 'read', which: 0 });
    }
  }

  followerHasAll(): void {
    assert.deepEqual([this.#revision, this.#held], [this.#rev, this.#room]);
    assert.deepEqual(this.#hub.revisionsOf(this.#follower), { general: this.#rev });
  }

  textClientGotEachLineOnce(): void {
    assert.deepEqual(this.#lines, this.#expected);
  }

  /** Posts one message and edits some others in one transaction. */
  #commit(edits: number[]): void {
    const from = this.#rev;
    const rev = ++this.#rev;
    const posted: Message = {
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
    this.#room.set(posted.id, posted);
    this.#expected.push(messageLine(posted));
    for (const edit of edits) {
      const old = [...this.#room.values()].at(-1 - edit);
      if (old !== undefined) this.#room.set(old.id, { ...old, rev: ++this.#rev });
    }
    const messages = this.#changedAfter(from);
    this.#unpublished.push({ type: 'changes', room: 'general', from, rev: this.#rev, messages });
  }

  #publish(): void {
    const changes = this.#unpublished.shift();
    if (changes !== undefined) void this.#hub.publish(changes);
  }

  /** Resolves later, with at most two of the messages as they are now. */
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

  /** Applies changes as a client does, and fails on a gap. */
  #apply({ from, rev, messages, reset }: RoomChanges): void {
    if (reset === true) this.#held.clear();
    else assert.ok(from <= this.#revision, `a gap from ${this.#revision} to ${from}`);
    if (reset !== true && rev <= this.#revision) return;
    this.#revision = rev;
    for (const message of messages) {
      if ((this.#held.get(message.id)?.rev ?? 0) <= message.rev)
        this.#held.set(message.id, message);
    }
    const seqs = [...this.#held.values()].map(({ seq }) => seq);
    assert.ok(seqs.length >= this.#countUpTo(rev), 'a message is missing');
  }

  #countUpTo(rev: number): number {
    return [...this.#room.values()].filter(({ seq }) => seq <= rev).length;
  }
}

/** Decodes the texts of consecutive WebSocket frames, RFC 6455 §5.2. */
function textsIn(bytes: Buffer): string[] {
  if (bytes.length === 0) return [];
  const length7 = bytes[1]!;
  const [start, length] =
    length7 < 126
      ? [2, length7]
      : length7 === 126
        ? [4, bytes.readUInt16BE(2)]
        : [10, Number(bytes.readBigUInt64BE(2))];
  const end = start + length;
  return [bytes.toString('utf8', start, end), ...textsIn(bytes.subarray(end))];
}
