import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomSummary } from '../../../protocol/model.ts';
import { limits } from '../../../protocol/limits.ts';
import { refused, type Outcome } from '../../commands/outcome.ts';
import { RoomLimit } from '../../commit/room-limit.ts';
import { ManualClock } from '../../test-support/doubles/manual-clock.ts';
import { EventClient } from '../../test-support/running/sse-client.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

const aDay = 24 * 60 * 60 * 1_000;
const room: RoomSummary = {
  id: 'tea',
  kind: 'open',
  name: 'Tea',
  topic: '',
  rev: 0,
  at: 0,
  read: 0,
  unread: 0,
};
const made: Outcome = { is: 'made', room, notice: { is: 'came', room, people: 'everyone' } };
const full = 'One person can create at most 20 rooms a day, and one network 100.';

test('one address can create 100 rooms in 24 hours; refused and failed ones do not count', async () => {
  const clock = new ManualClock();
  const limit = new RoomLimit(clock, true);
  const make = (outcome: Outcome, address = 'a') =>
    limit.take(address, async (isFull) => (isFull ? refused('too_many_rooms_today') : outcome));
  const makes = async (times: number) => {
    const all = await Promise.all(Array.from({ length: times }, () => make(made)));
    return all.filter(({ is }) => is === 'made').length;
  };
  await make(refused('room_exists'));
  await make({ is: 'done' });
  await assert.rejects(limit.take('a', () => Promise.reject(new Error('a bug'))));
  assert.equal(clock.timers, 0);
  assert.equal(await makes(1), 1);
  clock.pass(1_000);
  assert.equal(await makes(150), 99);
  assert.equal((await make(made, 'b')).is, 'made');
  clock.pass(aDay - 1_001);
  assert.equal(await makes(1), 0);
  clock.pass(1);
  assert.equal(await makes(2), 1);
  clock.pass(1_000);
  assert.equal(await makes(150), 99);
});

test('without a rate limit there is no limit on rooms per address', async () => {
  const limit = new RoomLimit(new ManualClock(), false);
  const taken: boolean[] = [];
  for (let number = 0; number <= limits.roomsPerAddress; number++) {
    await limit.take('a', async (isFull) => (taken.push(isFull), made));
  }
  assert.deepEqual(new Set(taken), new Set([false]));
});

test('the limit of rooms per address holds over all transports, and retries are answered', async (t) => {
  const server = await startServer(t, { rateLimit: 1_000 });
  const tokens: string[] = [];
  for (const name of ['Ada', 'Eve', 'Tata', 'Zoe']) {
    const { token } = await server.signIn(name);
    tokens.push(token);
    for (let number = 1; number <= 20; number++) {
      assert.equal((await byCommand(server, token, `${name}-${number}`))[0], 200);
    }
  }
  const toto = await server.join('Toto');
  for (let number = 1; number <= 10; number++) {
    assert.equal((await toto.ask(create(`ws-${number}`))).type, 'ack');
  }
  const events = await EventClient.open(server, 'Titi');
  await events.send(...Array.from({ length: 11 }, (_, number) => create(`events-${number}`)));
  await events.stream();
  const received = await events.next(22);
  const answers = received.filter(({ type }) => type === 'ack' || type === 'refused');
  assert.deepEqual(answers.slice(9), [
    { type: 'ack', id: 'create-events-9', room: 'events-9' },
    { type: 'refused', id: 'create-events-10', code: 'too_many_rooms_today', message: full },
  ]);
  const refusal = { code: 'too_many_rooms_today', message: full };
  assert.deepEqual(await toto.ask(create('ws-11')), {
    type: 'refused',
    id: 'create-ws-11',
    ...refusal,
  });
  const { token } = await server.signIn('Lou');
  assert.deepEqual(await byCommand(server, token, 'late'), [400, refusal]);
  const ack = { type: 'ack', id: 'create-Ada-1', room: 'ada-1' };
  assert.deepEqual(await byCommand(server, tokens[0]!, 'Ada-1'), [200, ack]);
});

function create(name: string) {
  return { type: 'room.create', id: `create-${name}`, name } as const;
}

async function byCommand(server: TestServer, token: string, name: string) {
  const headers = { authorization: `Bearer ${token}` };
  const options = { method: 'POST', headers, body: create(name) };
  const { status, body } = await server.request('/api/commands', options);
  return [status, JSON.parse(body) as unknown] as const;
}
