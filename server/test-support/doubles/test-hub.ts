import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { RoomChanges } from '../../../protocol/frames.ts';
import { Hub } from '../../realtime/hub.ts';
import type { Codec } from '../../transport/codecs.ts';
import type { CatchUp } from '../../store/messages.ts';
import { ManualClock } from './manual-clock.ts';
import { FakeSubscriber, openAccess } from './fake-subscriber.ts';

/** A hub with one subscriber, whose reads from the store the test answers by hand. */
export function world() {
  const clock = new ManualClock();
  const trace: string[] = [];
  const asked: string[] = [];
  const answers = new Map<string, (read: CatchUp | undefined) => void>();
  const hub = new Hub(
    (room, after) => {
      asked.push(`${room} ${after}`);
      return new Promise((resolve) => void answers.set(`${room} ${after}`, resolve));
    },
    openAccess,
    clock,
    (error) => assert.fail(String(error)),
  );
  const answer = async (key: string, read?: CatchUp): Promise<void> => {
    for (let turns = 0; !answers.has(key); turns++) {
      assert.ok(turns < 100, `no read of ${key}`);
      await turn();
    }
    answers.get(key)!(read);
    answers.delete(key);
    await turn();
  };
  return {
    hub,
    clock,
    trace,
    asked,
    end: new FakeSubscriber(words, (bytes) => void trace.push(bytes.toString())),
    read: (room: string, after: number, rev: number, head: number, reset?: true) => {
      const read = { ...changes(room, after, rev), ...(reset && { reset, floor: 0 }) };
      return answer(`${room} ${after}`, { changes: read, bytes: 0, head });
    },
    readNothing: (room: string, after: number) => answer(`${room} ${after}`),
  };
}

/** A codec that shows the room and the revisions of its changes. */
export const words: Codec = {
  name: 'text',
  changes: ({ room, from, rev }) => Buffer.from(`${room} ${from}-${rev}`),
};

export function changes(room: string, from: number, rev: number): RoomChanges {
  return { type: 'changes', room, from, rev, messages: [] };
}
