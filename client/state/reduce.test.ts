import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Message } from '../../protocol/model.ts';
import { reduce, type Event } from './reduce.ts';
import { Resume } from '../sync/resume.ts';
import { emptyState, type Room, type State } from './state.ts';
import { summary, toto, RoomHistory, welcome, zoe } from '../test-support/test-kit.ts';

/** Something that reaches the client; the numbers choose details, as far as they exist. */
interface Step {
  is: 'changes' | 'late' | 'batch' | 'reset' | 'ask' | 'page' | 'read' | 'ack' | 'welcome';
  a: number;
  b: number;
}

const number = fc.nat({ max: 1_000 });
const actions = fc.array(
  fc.record({
    does: fc.constantFrom('post', 'post', 'edit', 'delete', 'react'),
    by: fc.constantFrom(toto, zoe),
    at: number,
  }),
  { minLength: 1, maxLength: 25, size: 'max' },
);
const steps = fc.array(
  fc.record<Step>({
    is: fc.constantFrom<Step['is'][]>(
      ...([
        'changes',
        'changes',
        'changes',
        'late',
        'reset',
        'ask',
        'ask',
        'page',
        'page',
      ] as const),
      ...(['read', 'ack', 'welcome'] as const),
    ),
    a: number,
    b: number,
  }),
  { maxLength: 40, size: 'max' },
);

test('shows the true messages, whatever frames and pages arrive in whatever order', () => {
  fc.assert(
    fc.property(actions, steps, fc.boolean(), (history, steps, isLookedAt) => {
      const client = new Client(new RoomHistory(history), isLookedAt);
      for (const step of steps) {
        const before = client.room;
        client.take(step);
        client.mustShowTheTruth();
        client.mustKeepWhatItWrote();
        mustNotGoBack(before, client.room, step);
      }
      client.catchUp();
      client.mustShowTheTruth();
      client.mustHoldAll();
    }),
    { numRuns: 2_000 },
  );
});

test('another person sees nothing that was held or written before', () => {
  const pending = {
    change: { type: 'post', id: 'm9', room: 'general', text: 'mine' },
    at: 0,
    is: 'waiting',
  } as const;
  const mine = [
    { ...welcome(summary('general', 1)), at: 0 },
    { ...new RoomHistory([{ does: 'post', by: zoe, at: 0 }]).changes(0, 1), at: 0 },
    { type: 'wrote', pending },
  ].reduce<State>((state, event) => reduce(state, event as Event), emptyState);
  const theirs = reduce(mine, { ...welcome(summary('general', 1)), you: zoe, at: 0 });
  assert.deepEqual(
    [theirs.you, theirs.outbox, theirs.rooms.get('general')!.messages],
    [zoe, [], []],
  );
});

/** Only a reset may show fewer messages, and only later ones. */
function mustNotGoBack(before: Room, now: Room, { is }: Step): void {
  assert.ok(now.rev >= before.rev && now.read >= before.read);
  assert.ok(now.floor <= before.floor || (is === 'reset' && now.rev > before.rev));
  const revs = new Map(now.messages.map(({ seq, rev }) => [seq, rev]));
  const isBack = ({ seq, rev }: Message): boolean => (revs.get(seq) ?? rev) < rev;
  assert.deepEqual(is === 'reset' ? [] : before.messages.filter(isBack), []);
}

/** A client whose frames and pages come from any moment of the truth. */
class Client {
  readonly #truth: RoomHistory;
  readonly #mine: { id: string; seq: number }[];
  readonly #pages: { before: number; rev: number; size: number }[] = [];
  #state: State;
  /** False after a batch: it may leave older messages to a later one. */
  #isExact = true;

  constructor(truth: RoomHistory, isLookedAt: boolean) {
    this.#truth = truth;
    this.#mine = truth.at(truth.rev).filter(({ author }) => author === toto);
    this.#state = isLookedAt ? { ...emptyState, current: 'general' } : emptyState;
    for (const { id } of this.#mine) {
      const change = { type: 'post', id, room: 'general', text: '' } as const;
      this.#happens({ type: 'wrote', pending: { change, at: 0, is: 'waiting' } });
    }
    this.#welcome(Math.min(3, truth.rev));
  }

  get room(): Room {
    return this.#state.rooms.get('general')!;
  }

  take({ is, a, b }: Step): void {
    const end = this.#truth.rev;
    const from = a % end;
    const rev = from + 1 + (b % (end - from));
    switch (is) {
      case 'changes':
        return this.#happens({ ...this.#truth.changes(from, rev), at: 0 });
      case 'late':
        return this.#happens({ ...this.#truth.changes(from, rev, end), at: 0 });
      case 'batch':
        this.#isExact = false;
        return this.#happens({ ...this.#truth.batch(from, rev), at: 0 });
      case 'reset':
        return this.#happens({ ...this.#truth.reset(rev, 1 + (a % 5)), at: 0 });
      case 'ask':
        this.#pages.push(this.#pageAsked(a, b));
        return;
      case 'page':
        return this.#pageArrives(this.#pages[a % this.#pages.length]);
      case 'read':
        return this.#happens({ type: 'read', room: 'general', seq: rev, at: 0 });
      case 'ack':
        return this.#acked(this.#mine[a % this.#mine.length]);
      case 'welcome':
        return this.#welcome(this.room.rev + (a % (end - this.room.rev + 1)));
    }
  }

  /** Applies the next heartbeat, and scrolls back to the start. */
  catchUp(): void {
    const { rev } = this.#truth;
    const beat = { type: 'heartbeat', rooms: { general: rev } } as const;
    const follow = new Resume().beat(this.#state, beat);
    const held = follow?.rooms['general'];
    if (held !== undefined) this.#happens({ ...this.#truth.changes(held, rev), at: 0 });
    while (this.room.floor > 0) this.#pageArrives({ before: this.room.floor + 1, rev, size: 3 });
    for (const mine of this.#mine) this.#acked(mine);
  }

  /**
   * The messages between `floor` and `rev` are shown, complete and in order, each as of `rev` or as
   * of a later page or frame.
   */
  mustShowTheTruth(): void {
    const { messages, floor, rev, read, unread } = this.room;
    const places = this.#truth.at(rev).filter(({ seq }) => seq > floor);
    assert.deepEqual(
      messages,
      places.map(({ seq }, at) =>
        this.#truth
          .at(Math.max(this.#isExact ? rev : 0, messages[at]?.rev ?? 0))
          .find((message) => message.seq === seq),
      ),
    );
    if (floor > read) return;
    const isUnread = ({ seq, kind, author }: Message): boolean =>
      seq > read && kind === 'text' && author.id === zoe.id;
    assert.equal(unread, messages.filter(isUnread).length);
  }

  /** What was written is in the outbox or in the room at every moment, never in both. */
  mustKeepWhatItWrote(): void {
    const { messages, floor, rev } = this.room;
    for (const { id, seq } of this.#mine) {
      const isWaiting = this.#state.outbox.some(({ change }) => change.id === id);
      const isShown = messages.some((message) => message.id === id);
      const isAbove = seq <= floor && seq <= rev;
      assert.ok(isWaiting !== isShown || (isAbove && !isShown), id);
    }
  }

  mustHoldAll(): void {
    assert.deepEqual(this.room.messages, this.#truth.at(this.#truth.rev));
    assert.deepEqual([this.room.rev, this.room.floor], [this.#truth.rev, 0]);
    assert.deepEqual([this.room.strays, this.#state.outbox], [[], []]);
  }

  #pageAsked(a: number, b: number): { before: number; rev: number; size: number } {
    const { floor, rev } = this.room;
    return { before: floor + 1, rev: rev + (a % (this.#truth.rev - rev + 1)), size: 1 + (b % 4) };
  }

  #pageArrives(requested: { before: number; rev: number; size: number } | undefined): void {
    if (requested === undefined) return;
    const history = this.#truth.page(requested.before, requested.rev, requested.size);
    this.#happens({ type: 'history', history, before: requested.before });
  }

  #acked(mine: { id: string; seq: number } | undefined): void {
    if (mine !== undefined) this.#happens({ type: 'ack', id: mine.id, rev: mine.seq, at: 0 });
  }

  #welcome(rev: number): void {
    this.#happens({ ...welcome(summary('general', rev)), at: 0 });
  }

  #happens(event: Event): void {
    this.#state = reduce(this.#state, event);
  }
}
