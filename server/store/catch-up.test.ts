import assert from 'node:assert/strict';
import type { RoomChanges } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/model.ts';
import { changesAfter, historyBefore } from './messages.ts';
import { numbered, specify, toto, type FreshStore } from '../test-support/doubles/store-spec.ts';

specify('history contains every message once, page by page', async (store) => {
  await store.postMany(toto, 123);
  await touch(store, 7, 60, 123);
  const seqs: number[] = [];
  const pages: [number, number][] = [];
  for (let before: number | undefined; before !== 1;) {
    const { messages, floor } = (await historyBefore(store.database, 'general', before))!;
    seqs.unshift(...messages.map(({ seq }) => seq));
    pages.push([messages.length, floor]);
    assert.ok(floor + 1 < (before ?? Infinity), `nothing comes before ${before}`);
    before = floor + 1;
  }
  assert.deepEqual(seqs, range(1, 123));
  assert.deepEqual(pages, [
    [50, 73],
    [50, 23],
    [23, 0],
  ]);
});

specify('history contains the revision of the room; an unknown room has none', async (store) => {
  await store.postMany(toto, 2);
  await touch(store, 1);
  const history = (await historyBefore(store.database, 'General', 2, 1))!;
  const { messages, ...rest } = history;
  assert.deepEqual(rest, { room: 'general', rev: 3, floor: 0 });
  assert.deepEqual(seqsOf(messages), [1]);
  assert.equal(await historyBefore(store.database, 'nowhere', undefined), undefined);
});

specify('history before the first message is empty', async (store) => {
  await store.postMany(toto, 2);
  const { messages, floor } = (await historyBefore(store.database, 'general', 1))!;
  assert.deepEqual([messages, floor], [[], 0]);
});

specify('a sync contains each changed message once, in its current state', async (store) => {
  await store.postMany(toto, 5);
  await touch(store, 2, 2, 2, 4);
  const { changes, head } = (await changesAfter(store.database, 'general', 3))!;
  assert.deepEqual([head, changes.type, changes.room], [9, 'changes', 'general']);
  assert.deepEqual(outline(changes), { from: 3, rev: 9, revs: [5, 8, 9], seqs: [5, 2, 4] });
});

specify('a sync without changes is empty', async (store) => {
  await store.postMany(toto, 2);
  const { changes } = (await changesAfter(store.database, 'general', 2))!;
  assert.deepEqual(outline(changes), { from: 2, rev: 2, revs: [], seqs: [] });
});

specify('a long sync comes in chunks without gaps', async (store) => {
  await store.postMany(toto, 200);
  await touch(store, ...range(20, 60), 150);
  const chunks = await store.chunksFrom(10);
  assert.deepEqual(
    chunks.map(({ from }) => from),
    [10, ...chunks.map(({ rev }) => rev)].slice(0, chunks.length),
  );
  const messages = chunks.flatMap((chunk) => chunk.messages);
  assert.deepEqual([...new Set(seqsOf(messages))].sort(byNumber), range(11, 200));
});

specify('no chunk has a gap, even if a message was changed again later', async (store) => {
  await store.postMany(toto, 200);
  await touch(store, ...range(20, 60), 150);
  for (const { from, rev, messages } of await store.chunksFrom(10)) {
    const places = range(from + 1, Math.min(rev, 200));
    const seqs = new Set(seqsOf(messages));
    assert.deepEqual(
      places.filter((seq) => !seqs.has(seq)),
      [],
    );
    assert.deepEqual(revsOf(messages), revsOf(messages).sort(byNumber));
  }
});

specify('a client without data gets the newest page and its floor', async (store) => {
  await store.postMany(toto, 60);
  await touch(store, 20);
  const { changes, head } = (await changesAfter(store.database, 'general', 0))!;
  const { messages, ...rest } = changes;
  assert.equal(head, 61);
  assert.deepEqual(rest, {
    type: 'changes',
    room: 'general',
    from: 0,
    rev: 61,
    reset: true,
    floor: 10,
  });
  assert.deepEqual(seqsOf(messages), [...range(11, 19), ...range(21, 60), 20]);
});

specify('the newest page of a short room is the whole room', async (store) => {
  await store.postMany(toto, 3);
  const { changes } = (await changesAfter(store.database, 'general', 0))!;
  assert.deepEqual([changes.floor, changes.messages.length], [0, 3]);
});

specify('a client at a revision that never existed starts over', async (store) => {
  await store.postMany(toto, 3);
  const { changes } = (await changesAfter(store.database, 'general', 4))!;
  assert.deepEqual([changes.reset, changes.from, changes.rev], [true, 0, 3]);
});

specify('too many missed changed messages cause a reset', async (store) => {
  await store.postMany(toto, limits.catchUp + 1);
  await touch(store, ...Array.from({ length: 500 }, () => limits.catchUp));
  const isReset = async (after: number) =>
    (await changesAfter(store.database, 'general', after))!.changes.reset;
  assert.deepEqual([await isReset(1), await isReset(0)], [undefined, true]);
  await store.post(toto, 'one-more');
  assert.equal(await isReset(1), true);
});

specify('an unknown room has no changes', async (store) => {
  assert.equal(await changesAfter(store.database, 'nowhere', 0), undefined);
});

/** Edits messages one by one.  */
async function touch(store: FreshStore, ...places: number[]): Promise<void> {
  for (const [index, place] of places.entries()) {
    const edit = { type: 'edit', id: `touch-${index}-${place}`, text: 'x' } as const;
    await store.write(toto, { ...edit, message: numbered(place) });
  }
}

function outline({ from, rev, messages }: RoomChanges) {
  return { from, rev, revs: revsOf(messages), seqs: seqsOf(messages) };
}

function seqsOf(messages: Message[]): number[] {
  return messages.map(({ seq }) => seq);
}

function revsOf(messages: Message[]): number[] {
  return messages.map(({ rev }) => rev);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function byNumber(a: number, b: number): number {
  return a - b;
}
