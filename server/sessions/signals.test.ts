import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Signal } from '../../protocol/commands.ts';
import type { Requester } from './signals.ts';
import type { Services } from '../composition-root.ts';
import type { JsonSession } from './json-session.ts';
import { toto } from '../test-support/store-spec.ts';
import { countTurns, seemingTime } from '../test-support/event-loop-turns.ts';
import { carryOutSignal } from './signals.ts';
import { codeOf } from '../test-support/outcomes.ts';

const typing = { type: 'typing', room: 'Tea' } as const;
const presence = { type: 'presence', room: 'Tea', away: true } as const;
const follow = { type: 'follow', rooms: { General: 3, Tea: 7 } } as const;

test('a sign goes where the room is, under its own name', async () => {
  const { say, trace } = heard({ isClosed: false });
  assert.deepEqual([await say(typing), await say(presence), await say(follow)], done(3));
  assert.deepEqual(trace, [
    'tea: p-toto types',
    'tea: entered, away true',
    'follows general 3, tea 7',
  ]);
});

test('a store of another epoch is followed from its beginnings', async () => {
  const { say, trace } = heard({ isClosed: false });
  await say({ ...follow, epoch: 'e1' });
  await say({ ...follow, epoch: 'e0' });
  assert.deepEqual(trace, ['follows general 3, tea 7', 'follows general 0, tea 0']);
});

test('a sign about a room that is not is refused, and nothing of it happens', async () => {
  const { say, trace } = heard({ isClosed: false });
  const answers = [
    await say({ ...typing, room: 'nowhere' }),
    await say({ ...presence, room: 'nowhere' }),
    await say({ ...follow, rooms: { Tea: 1, nowhere: 1 } }),
  ];
  const unknown = 'unknown_room /room';
  assert.deepEqual(answers, [unknown, unknown, 'unknown_room /rooms/nowhere']);
  assert.deepEqual(trace, []);
});

test('without a connection one can type, and neither follow nor be there', async () => {
  const { say, trace } = heard(undefined);
  const answers = [await say(typing), await say(presence), await say(follow)];
  assert.deepEqual(answers, ['done', 'connection_required', 'connection_required']);
  assert.deepEqual(trace, ['tea: p-toto types']);
});

test('who has gone meanwhile neither types nor is there, and follows nothing', async () => {
  const { say, trace } = heard({ isClosed: true });
  assert.deepEqual([await say(typing), await say(presence), await say(follow)], done(3));
  assert.deepEqual(trace, []);
});

test('many rooms are looked for in several turns', async (t: TestContext) => {
  const passes = seemingTime(t);
  const { say, trace } = heard({ isClosed: false }, () => passes(3));
  const [count, over] = [{ turns: 0 }, new AbortController()];
  void countTurns(count, over.signal);
  const names = Array.from({ length: 10 }, (_, at) => [`Tea${at}`, at]);
  await say({ type: 'follow', rooms: Object.fromEntries(names) as Record<string, number> });
  over.abort();
  assert.equal(trace.length, 1);
  assert.ok(count.turns >= 10, `${count.turns} turns`);
});

/** What Toto's signs do, by a connection or without one. */
function heard(session: { isClosed: boolean } | undefined, found = () => {}) {
  const trace: string[] = [];
  const services = {
    epoch: 'e1',
    roomDirectory: {
      find: async (name: string) => {
        found();
        return name === 'nowhere' ? undefined : name.toLowerCase();
      },
    },
    hub: {
      follow: async (_session: unknown, rooms: [string, number][]) => {
        trace.push(`follows ${rooms.map((each) => each.join(' ')).join(', ')}`);
      },
    },
    typing: { note: (room: string, { id }: { id: string }) => trace.push(`${room}: ${id} types`) },
    presence: {
      enter: (_session: unknown, room: string, away: boolean) =>
        trace.push(`${room}: entered, away ${away}`),
    },
  } as unknown as Services;
  const requester: Requester = {
    person: toto,
    address: '::1',
    session: session as JsonSession | undefined,
  };
  const say = async (signal: Signal): Promise<string> => {
    const outcome = await carryOutSignal(services, requester, signal);
    const path = outcome.is === 'refused' ? outcome.refusal.path : undefined;
    return path === undefined ? codeOf(outcome) : `${codeOf(outcome)} ${path}`;
  };
  return { say, trace };
}

function done(times: number): string[] {
  return Array<string>(times).fill('done');
}
