import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { RoomChanges } from '../../protocol/frames.ts';
import { changed, type Outcome } from '../commands/outcome.ts';
import { toto } from '../test-support/store-spec.ts';
import { Publisher } from './publisher.ts';
import { countTurns, seemingTime } from '../test-support/event-loop-turns.ts';

/** Milliseconds that it seems to take to tell one room. */
const cost = 2;

test('many rooms are told in several turns, and of the next transaction after this one', async (t) => {
  const { publisher, told } = slowly(t);
  const [count, over] = [{ turns: 0 }, new AbortController()];
  void countTurns(count, over.signal);
  const first = publisher.publish(['a', 'b', 'c', 'd', 'e', 'f'].map((room) => said(room, 1)));
  const second = publisher.publish(['a', 'f'].map((room) => said(room, 2)));
  await Promise.all([first, second]);
  over.abort();
  assert.equal(told.join(' '), 'a1 b1 c1 d1 e1 f1 a2 f2');
  assert.ok(count.turns >= 3, `${count.turns} turns`);
});

test('what cannot be told of one room is told of the others, and everyone comes back', async (t) => {
  const { publisher, told, bugs, cut } = slowly(t, 'b');
  await publisher.publish(['a', 'b', 'c'].map((room) => said(room, 1)));
  await publisher.publish([said('a', 2)]);
  assert.deepEqual([told, bugs, cut], [['a1', 'c1', 'a2'], ['no b'], ['cut']]);
});

function slowly(t: TestContext, broken?: string) {
  const takes = seemingTime(t);
  const told: string[] = [];
  const bugs: string[] = [];
  const cut: string[] = [];
  const publish = ({ room, rev }: RoomChanges): Promise<void> => {
    takes(cost);
    if (room === broken) return Promise.reject(new Error(`no ${room}`));
    told.push(`${room}${rev}`);
    return Promise.resolve();
  };
  const publisher = new Publisher({
    hub: { publish },
    listeners: [],
    sessions: { sendToAll() {}, sendToPerson() {} },
    reportError: (error) => bugs.push((error as Error).message),
    disconnectAll: () => cut.push('cut'),
  });
  return { publisher, told, bugs, cut };
}

function said(room: string, rev: number): Outcome {
  const message = { id: `${room}${rev}`, seq: rev, rev, author: toto, at: 0 };
  return changed({ room, message: { ...message, kind: 'text', text: 'hello' } });
}
