import assert from 'node:assert/strict';
import test from 'node:test';
import { reduce } from '../../client/state/reduce.ts';
import { emptyState, type State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { ManualClock, summary, welcome } from '../../client/test-support/test-kit.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import { PollingComparison, type Figures } from './polling-comparison.ts';
import { changes } from '../test-support/lab.ts';

const cost = { requests: 1, up: 400, down: 300 };

test('both sources count the same changes from the same time on, and no others', async () => {
  const { clock, comparison, receives, pollReceives, allFigures } = startComparison();
  receives(changes(4, 5));
  comparison.isOn.set(true);
  clock.pass(200);
  receives({ type: 'typing', room: 'general', people: [] });
  receives({ ...changes(1, 2), room: 'games' });
  const bytes = receives(changes(5, 6));
  await pollReceives(changes(5, 6));
  assert.deepEqual(allFigures(), [
    ['live', { requests: 0, up: 0, down: bytes, changes: 1, delays: [20] }],
    ['polled', { ...cost, changes: 1, delays: [820] }],
  ]);
});

test('after a cut the connection is the later source, and its upgrade counts as a request', async () => {
  const { clock, comparison, receives, pollReceives, allFigures } = startComparison();
  comparison.isOn.set(true);
  await pollReceives(changes(5, 6));
  clock.pass(500);
  comparison.observe({ is: 'connecting', at: clock.now(), by: 'websocket' });
  const bytes = receives(changes(5, 6));
  assert.deepEqual(allFigures(), [
    ['live', { requests: 1, up: 600, down: 230 + bytes, changes: 1, delays: [520] }],
    ['polled', { ...cost, changes: 1, delays: [20] }],
  ]);
});

test('a frame that leaves a gap counts once the gap is filled', () => {
  const { comparison, receives, allFigures } = startComparison();
  comparison.isOn.set(true);
  const late = receives(changes(6, 7));
  const filled = receives(changes(5, 7));
  const down = late + filled;
  assert.deepEqual(allFigures()[0], [
    'live',
    { requests: 0, up: 0, down, changes: 2, delays: [20] },
  ]);
});

test('each start begins at zero, and earlier polls no longer count', async () => {
  const { clock, comparison, receives, pollReceives, allFigures, polls } = startComparison();
  comparison.isOn.set(true);
  receives(changes(5, 6));
  await pollReceives(changes(5, 6));
  clock.pass(1_000);
  comparison.isOn.set(false);
  assert.equal(comparison.compared.get(), undefined);
  await polls.at(-1)!.resolves(changes(6, 6));
  assert.equal(comparison.compared.get(), undefined);
  comparison.isOn.set(true);
  assert.equal(comparison.compared.get()?.since, 2_000);
  assert.deepEqual(allFigures(), [
    ['polled', { requests: 0, up: 0, down: 0, changes: 0, delays: [] }],
  ]);
});

test('both start again in another room', async () => {
  const { clock, comparison, pollReceives, enters, allFigures, polls } = startComparison();
  comparison.isOn.set(true);
  await pollReceives(changes(5, 5));
  clock.pass(700);
  enters('games');
  assert.equal(comparison.compared.get()?.room, 'games');
  assert.equal(allFigures()[0]?.[1].requests, 0);
  clock.pass(1_000);
  assert.deepEqual(polls.at(-1)?.request, 'games after 1');
});

test('polls once a second, one request at a time, and records each', async () => {
  const { clock, comparison, pollReceives, records, polls } = startComparison();
  clock.pass(5_000);
  assert.equal(polls.length, 0);
  comparison.isOn.set(true);
  await pollReceives(changes(5, 6));
  clock.pass(3_000);
  assert.equal(polls.length, 2);
  await polls[1]!.fails();
  clock.pass(0);
  await polls[2]!.resolves(changes(6, 6));
  assert.deepEqual(records, [
    '6000 /api/rooms/general/changes?after=5, 700 bytes',
    '9000 /api/rooms/general/changes?after=6, no answer',
    '9000 /api/rooms/general/changes?after=6, 700 bytes',
  ]);
});

/** A comparison in a room at revision 5, with its pending polls and its records. */
function startComparison() {
  const clock = new ManualClock();
  const store = new Store(inGeneral());
  const polls: PendingPoll[] = [];
  const records: string[] = [];
  const comparison = new PollingComparison({
    store,
    api: {
      changes: (room, after) =>
        new Promise((...ends) => polls.push(pendingPoll(room, after, ends))),
    },
    clock,
    record: ({ at, path, bytes }) =>
      records.push(`${at} ${path}, ${bytes === undefined ? 'no answer' : `${bytes} bytes`}`),
  });
  /** Receives a frame. Returns its bytes: payload and header. */
  const receives = (frame: Frame): number => {
    const text = JSON.stringify(frame);
    comparison.observe({ is: 'received', at: clock.now(), by: 'websocket', text });
    const bytes = Buffer.byteLength(text);
    return bytes + (bytes < 126 ? 2 : 4);
  };
  const pollReceives = async (answer: RoomChanges): Promise<void> => {
    clock.pass(1_000 - (clock.now() % 1_000));
    await polls.at(-1)!.resolves(answer);
  };
  const enters = (room: string): void => store.set(reduce(store.get(), { type: 'entered', room }));
  const allFigures = (): [string, Figures][] => {
    const { live = {}, polled: other } = comparison.compared.get() ?? {};
    const figures = Object.values(live).map((each): [string, Figures] => ['live', each]);
    return other === undefined ? figures : [...figures, ['polled', other]];
  };
  return { clock, comparison, receives, pollReceives, enters, allFigures, polls, records };
}

/** A state in a room at revision 5, with another room and a latency. */
function inGeneral(): State {
  return [
    welcome(summary('general', 5), summary('games', 1)),
    { type: 'entered', room: 'general' } as const,
    { ...changes(5, 5), reset: true } as const,
    { ...changes(1, 1), room: 'games', reset: true } as const,
    { type: 'latency', milliseconds: 20 } as const,
  ].reduce((state, event) => reduce(state, { ...event, at: 0 } as never), emptyState);
}

interface PendingPoll {
  request: string;
  resolves: (answer: RoomChanges) => Promise<void>;
  fails: () => Promise<void>;
}

type Answer = { changes: RoomChanges; cost: typeof cost };
type Ends = [resolve: (answer: Answer) => void, reject: (error: Error) => void];

function pendingPoll(room: string, after: number, [resolve, reject]: Ends): PendingPoll {
  return {
    request: `${room} after ${after}`,
    resolves: (answer) => settled(() => resolve({ changes: answer, cost })),
    fails: () => settled(() => reject(new TypeError('no network'))),
  };
}

async function settled(end: () => void): Promise<void> {
  end();
  await new Promise(setImmediate);
}
