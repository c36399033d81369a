import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Signal } from '../../protocol/commands.ts';
import { handleSignal, type Requester } from './signals.ts';
import type { Services } from '../composition-root.ts';
import type { JsonSession } from './json-session.ts';
import { toto } from '../test-support/doubles/store-spec.ts';
import { countTurns, seemingTime } from '../test-support/doubles/event-loop-turns.ts';
import { codeOf } from '../test-support/doubles/outcomes.ts';

const typing = { type: 'typing', room: 'Tea' } as const;
const presence = { type: 'presence', room: 'Tea', away: true } as const;
const follow = { type: 'follow', rooms: { General: 3, Tea: 7 } } as const;

test('signals use the canonical name of the room', async () => {
  const { send, trace } = world({ isClosed: false });
  assert.deepEqual([await send(typing), await send(presence), await send(follow)], done(3));
  assert.deepEqual(trace, [
    'tea: p-toto types',
    'tea: entered, away true',
    'follows general 3, tea 7',
  ]);
});

test('follows from revision 0 if the epoch differs', async () => {
  const { send, trace } = world({ isClosed: false });
  await send({ ...follow, epoch: 'e1' });
  await send({ ...follow, epoch: 'e0' });
  assert.deepEqual(trace, ['follows general 3, tea 7', 'follows general 0, tea 0']);
});

test('refuses a signal with an unknown room, and follows the other rooms', async () => {
  const { send, trace } = world({ isClosed: false });
  const answers = [
    await send({ ...typing, room: 'nowhere' }),
    await send({ ...presence, room: 'nowhere' }),
    await send({ ...follow, rooms: { Tea: 1, nowhere: 1 } }),
  ];
  const unknown = 'unknown_room /room';
  assert.deepEqual(answers, [unknown, unknown, 'unknown_room /rooms/nowhere']);
  assert.deepEqual(trace, ['follows tea 1']);
});

test('without a connection, only the typing signal works', async () => {
  const { send, trace } = world(undefined);
  const answers = [await send(typing), await send(presence), await send(follow)];
  assert.deepEqual(answers, ['done', 'connection_required', 'connection_required']);
  assert.deepEqual(trace, ['tea: p-toto types']);
});

test('a signal of a closed connection has no effect', async () => {
  const { send, trace } = world({ isClosed: true });
  assert.deepEqual([await send(typing), await send(presence), await send(follow)], done(3));
  assert.deepEqual(trace, []);
});

test('looks up many rooms over several turns of the event loop', async (t: TestContext) => {
  const passes = seemingTime(t);
  const { send, trace } = world({ isClosed: false }, () => passes(3));
  const [count, over] = [{ turns: 0 }, new AbortController()];
  void countTurns(count, over.signal);
  const names = Array.from({ length: 10 }, (_, at) => [`Tea${at}`, at]);
  await send({ type: 'follow', rooms: Object.fromEntries(names) as Record<string, number> });
  over.abort();
  assert.equal(trace.length, 1);
  assert.ok(count.turns >= 10, `${count.turns} turns`);
});

/** Sends signals of Toto, with a connection or without, and traces their effects. */
function world(session: { isClosed: boolean } | undefined, onFind = () => {}) {
  const trace: string[] = [];
  const services = {
    epoch: 'e1',
    roomAccess: {
      find: async (_person: unknown, name: string) => {
        onFind();
        return name === 'nowhere' ? undefined : name.toLowerCase();
      },
      whileVisible: async (_person: unknown, name: string, act: (room: string) => unknown) => {
        onFind();
        return name === 'nowhere' ? undefined : act(name.toLowerCase());
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
  const send = async (signal: Signal): Promise<string> => {
    const outcome = await handleSignal(services, requester, signal);
    const path = outcome.is === 'refused' ? outcome.refusal.path : undefined;
    return path === undefined ? codeOf(outcome) : `${codeOf(outcome)} ${path}`;
  };
  return { send, trace };
}

function done(times: number): string[] {
  return Array<string>(times).fill('done');
}
