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

test('both ways count the same changes from the same moment on, and no others', async () => {
  const { clock, comparison, comes, answers, told } = begun();
  comes(changes(4, 5));
  comparison.isOn.set(true);
  clock.pass(200);
  comes({ type: 'typing', room: 'general', people: [] });
  comes({ ...changes(1, 2), room: 'games' });
  const bytes = comes(changes(5, 6));
  await answers(changes(5, 6));
  assert.deepEqual(told(), [
    ['line', { requests: 0, up: 0, down: bytes, brought: 1, delays: [20] }],
    ['asked', { ...cost, brought: 1, delays: [820] }],
  ]);
});

test('while the line is cut it is the later one, and an upgrade is a request', async () => {
  const { clock, comparison, comes, answers, told } = begun();
  comparison.isOn.set(true);
  await answers(changes(5, 6));
  clock.pass(500);
  comparison.hear({ is: 'connecting', at: clock.now(), by: 'websocket' });
  const bytes = comes(changes(5, 6));
  assert.deepEqual(told(), [
    ['line', { requests: 1, up: 600, down: 230 + bytes, brought: 1, delays: [520] }],
    ['asked', { ...cost, brought: 1, delays: [20] }],
  ]);
});

test('what shows a hole is no news until the hole is filled', () => {
  const { comparison, comes, told } = begun();
  comparison.isOn.set(true);
  const late = comes(changes(6, 7));
  const filled = comes(changes(5, 7));
  const down = late + filled;
  assert.deepEqual(told()[0], ['line', { requests: 0, up: 0, down, brought: 2, delays: [20] }]);
});

test('each tick begins from nothing, and what was asked before it counts no more', async () => {
  const { clock, comparison, comes, answers, told, asked } = begun();
  comparison.isOn.set(true);
  comes(changes(5, 6));
  await answers(changes(5, 6));
  clock.pass(1_000);
  comparison.isOn.set(false);
  assert.equal(comparison.compared.get(), undefined);
  await asked.at(-1)!.comes(changes(6, 6));
  assert.equal(comparison.compared.get(), undefined);
  comparison.isOn.set(true);
  assert.equal(comparison.compared.get()?.since, 2_000);
  assert.deepEqual(told(), [['asked', { requests: 0, up: 0, down: 0, brought: 0, delays: [] }]]);
});

test('in another room both begin again', async () => {
  const { clock, comparison, answers, enters, told, asked } = begun();
  comparison.isOn.set(true);
  await answers(changes(5, 5));
  clock.pass(700);
  enters('games');
  assert.equal(comparison.compared.get()?.room, 'games');
  assert.equal(told()[0]?.[1].requests, 0);
  clock.pass(1_000);
  assert.deepEqual(asked.at(-1)?.question, 'games after 1');
});

test('it asks once a second, one question at a time, and each is told', async () => {
  const { clock, comparison, answers, noted, asked } = begun();
  clock.pass(5_000);
  assert.equal(asked.length, 0);
  comparison.isOn.set(true);
  await answers(changes(5, 6));
  clock.pass(3_000);
  assert.equal(asked.length, 2);
  await asked[1]!.fails();
  clock.pass(0);
  await asked[2]!.comes(changes(6, 6));
  assert.deepEqual(noted, [
    '6000 /api/rooms/general/changes?after=5, 700 bytes',
    '9000 /api/rooms/general/changes?after=6, no answer',
    '9000 /api/rooms/general/changes?after=6, 700 bytes',
  ]);
});

/** A comparison of somebody in a room at revision 5, with what it asks and says. */
function begun() {
  const clock = new ManualClock();
  const store = new Store(inGeneral());
  const asked: Asked[] = [];
  const noted: string[] = [];
  const comparison = new PollingComparison({
    store,
    api: {
      changes: (room, after) => new Promise((...ends) => asked.push(question(room, after, ends))),
    },
    clock,
    note: ({ at, path, bytes }) =>
      noted.push(`${at} ${path}, ${bytes === undefined ? 'no answer' : `${bytes} bytes`}`),
  });
  /** Returns the bytes of the frame: payload and header. */
  const comes = (frame: Frame): number => {
    const text = JSON.stringify(frame);
    comparison.hear({ is: 'received', at: clock.now(), by: 'websocket', text });
    const bytes = Buffer.byteLength(text);
    return bytes + (bytes < 126 ? 2 : 4);
  };
  const answers = async (answer: RoomChanges): Promise<void> => {
    clock.pass(1_000 - (clock.now() % 1_000));
    await asked.at(-1)!.comes(answer);
  };
  const enters = (room: string): void => store.set(reduce(store.get(), { type: 'entered', room }));
  const told = (): [string, Figures][] => {
    const { line = {}, asked: other } = comparison.compared.get() ?? {};
    const figures = Object.values(line).map((each): [string, Figures] => ['line', each]);
    return other === undefined ? figures : [...figures, ['asked', other]];
  };
  return { clock, comparison, comes, answers, enters, told, asked, noted };
}

/** Somebody in a room at revision 5 who knows another one, and how long an answer takes. */
function inGeneral(): State {
  return [
    welcome(summary('general', 5), summary('games', 1)),
    { type: 'entered', room: 'general' } as const,
    { ...changes(5, 5), reset: true } as const,
    { ...changes(1, 1), room: 'games', reset: true } as const,
    { type: 'latency', milliseconds: 20 } as const,
  ].reduce((state, event) => reduce(state, { ...event, at: 0 } as never), emptyState);
}

interface Asked {
  question: string;
  comes: (answer: RoomChanges) => Promise<void>;
  fails: () => Promise<void>;
}

type Answer = { changes: RoomChanges; cost: typeof cost };
type Ends = [resolve: (answer: Answer) => void, reject: (error: Error) => void];

function question(room: string, after: number, [resolve, reject]: Ends): Asked {
  return {
    question: `${room} after ${after}`,
    comes: (answer) => settled(() => resolve({ changes: answer, cost })),
    fails: () => settled(() => reject(new TypeError('no network'))),
  };
}

async function settled(end: () => void): Promise<void> {
  end();
  await new Promise(setImmediate);
}
