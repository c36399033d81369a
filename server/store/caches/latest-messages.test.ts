import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../../../protocol/limits.ts';
import { Selection, LatestMessages, type Revised } from './latest-messages.ts';

test('messages are selected until there are 200 messages of others for everyone', () => {
  const { selection, add } = begin();
  add(200, 'ada');
  add(199, 'toto');
  assert.deepEqual([selection.messages.length, selection.isComplete], [399, false]);
  add(1, 'toto');
  assert.deepEqual([selection.messages.length, selection.isComplete], [400, true]);
  add(1, 'eve');
  assert.equal(selection.messages.length, 400);
});

test('an author is skipped once all others have 200 messages of others', () => {
  const { selection, add } = begin();
  add(199, 'ada');
  assert.equal(selection.skippedAuthor, '');
  add(1, 'ada');
  assert.equal(selection.skippedAuthor, 'ada');
  add(9, 'ada');
  assert.equal(selection.messages.length, 200);
  add(3, 'toto');
  assert.equal(selection.messages.length, 203);
});

test('an author is skipped only when the second most frequent author has enough too', () => {
  const { selection, add } = begin();
  add(100, 'ada');
  add(199, 'toto');
  assert.equal(selection.skippedAuthor, '');
  add(1, 'toto');
  assert.equal(selection.skippedAuthor, 'toto');
});

test('a third author who overtakes the second becomes the second most frequent', () => {
  const { selection, add } = begin();
  for (const [count, author] of [
    [150, 'ada'],
    [20, 'toto'],
    [21, 'eve'],
  ] as const)
    add(count, author);
  for (let each = 0; each < 29; each++) add(1, `guest ${each}`);
  assert.equal(selection.skippedAuthor, '');
  add(1, 'one more');
  assert.equal(selection.skippedAuthor, 'ada');
});

test('unread are messages of others in a range, at most 100', () => {
  const end = whole([1, 'ada'], [2, 'toto'], [4, 'ada'], [5, 'eve'], [7, 'toto']);
  const counts = [
    end.unread('ada', 0, 7),
    end.unread('toto', 0, 7),
    end.unread('nobody', 0, 7),
    end.unread('nobody', 1, 7),
    end.unread('nobody', 1, 6),
    end.unread('nobody', 1, 5),
    end.unread('nobody', 7, 7),
    end.unread('nobody', 0, 0),
  ];
  assert.deepEqual(counts, [3, 3, 5, 4, 3, 3, 0, 0]);
  const many = whole(...Array.from({ length: 150 }, (_, at) => [at + 1, 'ada'] as const));
  const from = [49, 50, 51].map((after) => many.unread('toto', after, 150));
  assert.deepEqual(from, [100, 100, 99]);
});

test('new, edited and deleted messages are applied in any order', () => {
  const end = whole([1, 'ada'], [2, 'ada'], [3, 'ada']);
  const changes = [
    text(6, 'toto'),
    text(4, 'ada'),
    { ...text(1, 'ada'), rev: 7, kind: 'deleted' },
    { ...text(3, 'ada'), rev: 8 },
    { ...text(5, 'ada'), rev: 9, kind: 'deleted' },
  ];
  end.apply(changes, 6);
  assert.equal(end.rev, 9);
  const counts = [0, 2, 3, 4, 6].map((after) => end.unread('eve', after, 9));
  assert.deepEqual(counts, [4, 3, 2, 1, 0]);
  assert.deepEqual([end.unread('toto', 0, 9), end.unread('ada', 0, 9)], [3, 1]);
});

test('applying no messages advances the revision', () => {
  const end = whole([1, 'ada']);
  end.apply([], 5);
  assert.equal(end.rev, 5);
});

test('with earlier messages not held, counts stay exact up to 100 deletions', () => {
  const end = latestOf(
    false,
    Array.from({ length: 300 }, (_, at) => [at + 1, 'ada'] as const),
  );
  deleteAll(end, 201, limits.unread);
  assert.equal(end.isExact, true);
  deleteAll(end, 200, 1);
  assert.equal(end.isExact, false);
});

test('deletions of messages that are not held do not matter', () => {
  const end = latestOf(false, [[500, 'ada']]);
  deleteAll(end, 1, 300);
  assert.equal(end.isExact, true);
  assert.equal(end.unread('toto', 0, 800), 1);
});

test('if all messages of a room are held, all may be deleted', () => {
  const end = whole(...Array.from({ length: 199 }, (_, at) => [at + 1, 'ada'] as const));
  deleteAll(end, 1, 199);
  assert.deepEqual([end.isExact, end.unread('toto', 0, 999)], [true, 0]);
});

test('above a thousand messages, those are dropped that cannot be unread for anybody', () => {
  const [held, dropped] = [end(1_000), end(1_001)];
  for (const each of [held, dropped]) deleteAll(each, 900, limits.unread + 1);
  assert.deepEqual([held.isExact, dropped.isExact], [true, false]);
  const [long, twice] = [end(1_001), end(1_001)];
  assert.deepEqual(
    ['ada', 'toto', 'eve'].map((person) => long.unread(person, 980, 1_001)),
    [10, 11, 21],
  );
  // Deletions of dropped messages do not affect counts.
  deleteAll(twice, 1, 601);
  deleteAll(twice, 940, 60);
  twice.apply(from(1_100, 900), 2_000);
  deleteAll(twice, 1_900, 40);
  assert.equal(twice.isExact, true);
  deleteAll(twice, 1_940, 1);
  assert.equal(twice.isExact, false);

  function end(count: number): LatestMessages {
    const latest = whole();
    latest.apply(from(1, count), count);
    return latest;
  }
});

/** A selection to which messages are added, the latest first. */
function begin() {
  const selection = new Selection();
  let seq = 10_000;
  const add = (count: number, author: string): void => {
    for (let left = count; left > 0; left--) selection.add({ seq: seq--, author });
  };
  return { selection, add };
}

type Posted = readonly [seq: number, author: string];

function whole(...messages: Posted[]): LatestMessages {
  return latestOf(true, messages);
}

function latestOf(isWhole: boolean, messages: Posted[]): LatestMessages {
  const selection = new Selection();
  for (const [seq, author] of messages.toReversed()) selection.add({ seq, author });
  return new LatestMessages(messages.at(-1)?.[0] ?? 0, selection, isWhole);
}

/** Messages from a `seq` on, alternating between Ada and Toto. */
function from(first: number, count: number): Revised[] {
  return Array.from({ length: count }, (_, at) => text(first + at, at % 2 === 0 ? 'ada' : 'toto'));
}

function text(seq: number, author: string): Revised {
  return { seq, rev: seq, author, kind: 'text' };
}

function deleteAll(end: LatestMessages, first: number, count: number): void {
  const rev = end.rev + 1;
  end.apply(
    Array.from({ length: count }, (_, at) => ({
      ...text(first + at, 'ada'),
      rev,
      kind: 'deleted',
    })),
    rev,
  );
}
