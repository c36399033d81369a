import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../../../protocol/limits.ts';
import { Gathering, LatestMessages, type Revised } from './latest-messages.ts';

test('a room is gathered until everybody has 200 messages of others, and no further', () => {
  const { gathering, add } = begin();
  add(200, 'ada');
  add(199, 'toto');
  assert.deepEqual([gathering.standing.length, gathering.isEnough], [399, false]);
  add(1, 'toto');
  assert.deepEqual([gathering.standing.length, gathering.isEnough], [400, true]);
  add(1, 'eve');
  assert.equal(gathering.standing.length, 400);
});

test('whose messages the others have 200 of is passed over, and nobody else is', () => {
  const { gathering, add } = begin();
  add(199, 'ada');
  assert.equal(gathering.passedOver, '');
  add(1, 'ada');
  assert.equal(gathering.passedOver, 'ada');
  add(9, 'ada');
  assert.equal(gathering.standing.length, 200);
  add(3, 'toto');
  assert.equal(gathering.standing.length, 203);
});

test('the others have enough when even the next most talkative has', () => {
  const { gathering, add } = begin();
  add(100, 'ada');
  add(199, 'toto');
  assert.equal(gathering.passedOver, '');
  add(1, 'toto');
  assert.equal(gathering.passedOver, 'toto');
});

test('a third who says more than the second is the next most talkative', () => {
  const { gathering, add } = begin();
  for (const [count, author] of [
    [150, 'ada'],
    [20, 'toto'],
    [21, 'eve'],
  ] as const)
    add(count, author);
  for (let each = 0; each < 29; each++) add(1, `guest ${each}`);
  assert.equal(gathering.passedOver, '');
  add(1, 'one more');
  assert.equal(gathering.passedOver, 'ada');
});

test('unread is what others said after a place, up to another one, and 100 at most', () => {
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

test('what changed is taken in any order: what is new, what was edited, what was deleted', () => {
  const end = whole([1, 'ada'], [2, 'ada'], [3, 'ada']);
  const changes = [
    said(6, 'toto'),
    said(4, 'ada'),
    { ...said(1, 'ada'), rev: 7, kind: 'deleted' },
    { ...said(3, 'ada'), rev: 8 },
    { ...said(5, 'ada'), rev: 9, kind: 'deleted' },
  ];
  end.apply(changes, 6);
  assert.equal(end.rev, 9);
  const counts = [0, 2, 3, 4, 6].map((after) => end.unread('eve', after, 9));
  assert.deepEqual(counts, [4, 3, 2, 1, 0]);
  assert.deepEqual([end.unread('toto', 0, 9), end.unread('ada', 0, 9)], [3, 1]);
});

test('a room whose changes concern no message is at its revision all the same', () => {
  const end = whole([1, 'ada']);
  end.apply([], 5);
  assert.equal(end.rev, 5);
});

test('where there is more behind, as many may be deleted as are counted, and no more', () => {
  const end = gathered(
    false,
    Array.from({ length: 300 }, (_, at) => [at + 1, 'ada'] as const),
  );
  deleteAll(end, 201, limits.unread);
  assert.equal(end.isExact, true);
  deleteAll(end, 200, 1);
  assert.equal(end.isExact, false);
});

test('what is not held may be deleted any number of times', () => {
  const end = gathered(false, [[500, 'ada']]);
  deleteAll(end, 1, 300);
  assert.equal(end.isExact, true);
  assert.equal(end.unread('toto', 0, 800), 1);
});

test('where all of a room is held, all of it may be deleted', () => {
  const end = whole(...Array.from({ length: 199 }, (_, at) => [at + 1, 'ada'] as const));
  deleteAll(end, 1, 199);
  assert.deepEqual([end.isExact, end.unread('toto', 0, 999)], [true, 0]);
});

test('of more than a thousand those are let go that nobody has unread any more', () => {
  const [held, letGo] = [end(1_000), end(1_001)];
  for (const each of [held, letGo]) deleteAll(each, 900, limits.unread + 1);
  assert.deepEqual([held.isExact, letGo.isExact], [true, false]);
  const [long, twice] = [end(1_001), end(1_001)];
  assert.deepEqual(
    ['ada', 'toto', 'eve'].map((person) => long.unread(person, 980, 1_001)),
    [10, 11, 21],
  );
  // What was let go of may be deleted, and nobody finds less.
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

/** A room with the messages of some, whose latest come first. */
function begin() {
  const gathering = new Gathering();
  let seq = 10_000;
  const add = (count: number, author: string): void => {
    for (let left = count; left > 0; left--) gathering.add({ seq: seq--, author });
  };
  return { gathering, add };
}

type Said = readonly [seq: number, author: string];

function whole(...messages: Said[]): LatestMessages {
  return gathered(true, messages);
}

function gathered(isWhole: boolean, messages: Said[]): LatestMessages {
  const gathering = new Gathering();
  for (const [seq, author] of messages.toReversed()) gathering.add({ seq, author });
  return new LatestMessages(messages.at(-1)?.[0] ?? 0, gathering, isWhole);
}

/** Messages from a place on, of Ada and Toto by turns. */
function from(first: number, count: number): Revised[] {
  return Array.from({ length: count }, (_, at) => said(first + at, at % 2 === 0 ? 'ada' : 'toto'));
}

function said(seq: number, author: string): Revised {
  return { seq, rev: seq, author, kind: 'text' };
}

function deleteAll(end: LatestMessages, first: number, count: number): void {
  const rev = end.rev + 1;
  end.apply(
    Array.from({ length: count }, (_, at) => ({
      ...said(first + at, 'ada'),
      rev,
      kind: 'deleted',
    })),
    rev,
  );
}
