import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { RoomChanges } from '../../protocol/frames.ts';
import { changed, type Outcome } from '../commands/outcome.ts';
import { toto } from '../test-support/doubles/store-spec.ts';
import { Publisher } from './publisher.ts';
import { countTurns, seemingTime } from '../test-support/doubles/event-loop-turns.ts';

/** Simulated milliseconds to publish to one room. */
const cost = 2;

test('publishes many rooms over several turns, one transaction after the other', async (t) => {
  const { publisher, published } = slowPublisher(t);
  const [count, over] = [{ turns: 0 }, new AbortController()];
  void countTurns(count, over.signal);
  const first = publisher.publish(['a', 'b', 'c', 'd', 'e', 'f'].map((room) => posted(room, 1)));
  const second = publisher.publish(['a', 'f'].map((room) => posted(room, 2)));
  await Promise.all([first, second]);
  over.abort();
  assert.equal(published.join(' '), 'a1 b1 c1 d1 e1 f1 a2 f2');
  assert.ok(count.turns >= 3, `${count.turns} turns`);
});

test('publishes to the other rooms when one fails, and disconnects everyone', async (t) => {
  const { publisher, published, errors, cut } = slowPublisher(t, 'b');
  await publisher.publish(['a', 'b', 'c'].map((room) => posted(room, 1)));
  await publisher.publish([posted('a', 2)]);
  assert.deepEqual([published, errors, cut], [['a1', 'c1', 'a2'], ['no b'], ['cut']]);
});

function slowPublisher(t: TestContext, broken?: string) {
  const takes = seemingTime(t);
  const published: string[] = [];
  const errors: string[] = [];
  const cut: string[] = [];
  const publish = ({ room, rev }: RoomChanges): Promise<void> => {
    takes(cost);
    if (room === broken) return Promise.reject(new Error(`no ${room}`));
    published.push(`${room}${rev}`);
    return Promise.resolve();
  };
  const publisher = new Publisher({
    hub: { publish, roomLost() {} },
    listeners: [],
    sessions: { sendToAll() {}, sendToPerson() {} },
    reportError: (error) => errors.push((error as Error).message),
    disconnectAll: () => cut.push('cut'),
  });
  return { publisher, published, errors, cut };
}

function posted(room: string, rev: number): Outcome {
  const message = { id: `${room}${rev}`, seq: rev, rev, author: toto, at: 0 };
  return changed({ room, message: { ...message, kind: 'text', text: 'hello' } });
}
