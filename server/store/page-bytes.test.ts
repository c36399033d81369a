import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RoomChanges } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/model.ts';
import { revise } from '../commands/messages.ts';
import { addMessage, changesAfter, historyBefore } from './messages.ts';
import { specify, toto, type FreshStore } from '../test-support/doubles/store-spec.ts';

specify('a chunk has at most 50 messages, even if all were changed again since', async (store) => {
  await store.postMany(toto, 300);
  await change(store, 10, ...range(1, 300));
  const chunks = await store.chunksFrom(10);
  const counts = chunks.map(({ messages }) => messages.length);
  assert.deepEqual(counts, [50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 40]);
  assertComplete(chunks, await allOf(store), 10);
});

specify('a chunk has at most 256 KB of messages, but always at least one', async (store) => {
  await tenOfWhichSixAreLong(store);
  const chunks = await store.chunksFrom(1);
  const seqs = [[2, 3], [4, 5], [6], [7], [8, 9, 10, 2, 3], [4, 5], [6], [7]];
  assert.deepEqual(chunks.map(seqsOf), seqs);
  assertComplete(chunks, await allOf(store), 1);
});

specify(
  'messages after the first 50 do not count for a chunk, however long they are',
  async (store) => {
    await store.postMany(toto, 60);
    await change(store, 100_000, 1, 2, 3, 58, 59, 60);
    const { changes, bytes } = (await changesAfter(store.database, 'general', 5))!;
    assert.deepEqual(seqsOf(changes), range(6, 55));
    assert.equal(bytes, bytesOf(changes));
    const page = (await historyBefore(store.database, 'general', 56))!;
    assert.deepEqual([seqsOf(page), page.floor], [range(6, 55), 5]);
  },
);

specify('a reset has at most 256 KB of messages, and contains its floor', async (store) => {
  await tenOfWhichSixAreLong(store);
  const { changes } = (await changesAfter(store.database, 'general', 0))!;
  assert.deepEqual([changes.reset, changes.floor, seqsOf(changes)], [true, 7, [8, 9, 10]]);
});

specify(
  'a page has at most 256 KB of messages, and the next one continues before it',
  async (store) => {
    await tenOfWhichSixAreLong(store);
    const pages: [number[], number][] = [];
    for (let before = 11; before !== 1; before = pages.at(-1)![1] + 1) {
      const page = (await historyBefore(store.database, 'general', before))!;
      pages.push([seqsOf(page), page.floor]);
    }
    assert.deepEqual(pages, [
      [[8, 9, 10], 7],
      [[7], 6],
      [[5, 6], 4],
      [[3, 4], 2],
      [[1, 2], 0],
    ]);
  },
);

const command = fc.oneof(
  { weight: 2, arbitrary: fc.constant('post' as const) },
  { weight: 1, arbitrary: fc.record({ edit: fc.nat(), bytes: fc.constantFrom(1, 150_000) }) },
);

specify('after random posts and edits chunks are small and complete', async (store) => {
  let rooms = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { maxLength: 150, size: 'max' }),
      fc.nat(150),
      async (commands, start) => {
        const room = `room-${++rooms}`;
        await store.write(toto, { type: 'room.create', id: `create-${room}`, name: room });
        await happen(store, room, ['post', ...commands]);
        const all = await allOf(store, room);
        const after = Math.max(1, Math.min(start, revOf(all)));
        const chunks = await store.chunksFrom(after, room);
        assertComplete(chunks, all, after);
        for (const { messages } of chunks) {
          const bytes = bytesOf({ messages });
          assert.ok(messages.length <= limits.page, `${messages.length} messages`);
          assert.ok(messages.length <= 1 || bytes <= limits.pageBytes, `${bytes} bytes`);
        }
      },
    ),
    { numRuns: 12 },
  );
});

/** Ten messages, five of them edited to 100 KB each, and the seventh to more than a page. */
async function tenOfWhichSixAreLong(store: FreshStore): Promise<void> {
  await store.postMany(toto, 10);
  await change(store, 100_000, 2, 3, 4, 5, 6);
  await change(store, limits.pageBytes + 1, 7);
}

/** Edits messages of the general room one by one, each to the given number of characters. */
async function change(store: FreshStore, length: number, ...places: number[]): Promise<void> {
  const messages = new Map((await allOf(store)).map((each) => [each.seq, each]));
  await store.database.transaction(async (queries) => {
    for (const place of places) {
      const text = 'x'.repeat(length);
      await revise(queries, general, (rev) => ({ ...messages.get(place)!, rev, text }) as Message);
    }
  });
}

const general = { number: 1, id: 'general' };

async function happen(
  store: FreshStore,
  name: string,
  commands: (typeof command extends fc.Arbitrary<infer Command> ? Command : never)[],
): Promise<void> {
  const posted: Message[] = [];
  await store.database.transaction(async (queries) => {
    const room = (await queries.rooms.named(name))!;
    for (const each of commands) {
      if (each === 'post') {
        const seq = queries.rooms.advance(room);
        const message = { id: `${name}-${seq}`, seq, rev: seq, at: 0, author: toto } as const;
        posted.push({ ...message, kind: 'text', text: 'x' });
        await addMessage(queries, room.number, posted.at(-1)!);
      } else if (posted.length > 0) {
        const text = 'x'.repeat(each.bytes);
        const old = posted[each.edit % posted.length]!;
        await revise(queries, room, (rev) => ({ ...old, rev, text }) as Message);
      }
    }
  });
}

/** The current state of every message of a room. */
async function allOf({ database }: FreshStore, room = 'general'): Promise<Message[]> {
  const sql = `SELECT body FROM messages WHERE room = (SELECT number FROM rooms WHERE id = ?)
    ORDER BY rev`;
  const rows = await database.all<{ body: string }>(sql, room);
  return rows.map(({ body }) => JSON.parse(body) as Message);
}

/** Asserts the contract of `RoomChanges`, for each chunk and for all together. */
function assertComplete(chunks: RoomChanges[], all: Message[], after: number): void {
  let reached = after;
  for (const { from, rev, messages } of chunks) {
    assert.equal(from, reached);
    const isIn = (place: number): boolean => place > from && place <= rev;
    const due = all.filter((each) => isIn(each.seq) || isIn(each.rev));
    assert.deepEqual(messages, due);
    reached = rev;
  }
  assert.equal(reached, revOf(all));
}

function revOf(all: Message[]): number {
  return all.at(-1)?.rev ?? 0;
}

function seqsOf({ messages }: { messages: Message[] }): number[] {
  return messages.map(({ seq }) => seq);
}

/** Size of messages as stored, if all text is ASCII. */
function bytesOf({ messages }: { messages: Message[] }): number {
  return messages.reduce((sum, each) => sum + JSON.stringify(each).length, 0);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
