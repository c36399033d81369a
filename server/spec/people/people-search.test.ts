import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { FoundPeople } from '../../../protocol/model.ts';
import { startServer } from '../../test-support/running/test-server.ts';

interface Answer {
  type: string;
  id?: string;
}

test('people in a room are found over a connection, by any authenticated client', async (t) => {
  const { ada } = await teaRoom(t);
  ada.send({ type: 'people.find', id: 'find-1', room: 'Salon de thé', text: 'dur elo' });
  const [found, ack] = (await ada.next(2)) as [FoundPeople, object];
  assert.deepEqual(inShort(found), {
    type: 'found',
    id: 'find-1',
    text: 'dur elo',
    room: 'salon-de-thé',
    count: 2,
    found: 1,
    people: ['Éloïse Durand'],
  });
  assert.deepEqual(ack, { type: 'ack', id: 'find-1' });
  const unknown = { type: 'people.find', id: 'find-2', room: 'nowhere', text: '' };
  const { code } = (await ada.ask(unknown)) as { code?: string };
  assert.equal(code, 'unknown_room');
});

test('people in a room are found over HTTP, by any authenticated client', async (t) => {
  const { server } = await teaRoom(t);
  const room = `/api/rooms/${encodeURIComponent('Salon de thé')}/people`;
  const authorization = `Bearer ${(await server.signIn('Eve')).token}`;
  const ask = async (path: string, headers = { authorization }) => {
    const { status, body } = await server.request(path, { headers });
    return { status, body: JSON.parse(body) as FoundPeople & { code?: string } };
  };
  const counts = { room: 'salon-de-thé', count: 2 };
  const [found, all] = [await ask(`${room}?search=DUR%20elo`), await ask(room)];
  assert.deepEqual(inShort(found.body), { ...counts, found: 1, people: ['Éloïse Durand'] });
  const everybody = { ...counts, found: 2, people: ['Éloïse Durand', 'Toto (away)'] };
  assert.deepEqual(inShort(all.body), everybody);
  const refusals = [
    await ask('/api/rooms/nowhere/people'),
    await ask(`${room}?search=${'x'.repeat(129)}`),
    await ask(room, { authorization: '' }),
  ].map(({ status, body }) => [status, body.code]);
  assert.deepEqual(refusals, [
    [404, 'unknown_room'],
    [400, 'invalid_field'],
    [401, 'unauthenticated'],
  ]);
});

test('a search requires a connection and costs as much as a command', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const ada = await server.join('Ada');
  const find = (id: string) => ({ type: 'people.find', id, room: 'general', text: '' });
  for (const id of ['find-1', 'find-2', 'find-3', 'find-4']) ada.send(find(id));
  ada.send({ type: 'people.find', id: 'find-5', room: 'general', text: '' });
  const answers = (await ada.next(9)).filter(({ type }) => type !== 'found') as Answer[];
  assert.deepEqual(
    new Set(answers.map(({ type, id }) => `${id} ${type}`)),
    new Set(['find-1 ack', 'find-2 ack', 'find-3 ack', 'find-4 ack', 'find-5 refused']),
  );
  const { token } = await server.signIn('Eve');
  const headers = { authorization: `Bearer ${token}` };
  const alone = await server.request('/api/commands', {
    method: 'POST',
    headers,
    body: find('find-6'),
  });
  assert.equal((JSON.parse(alone.body) as { code: string }).code, 'connection_required');
  const path = '/api/rooms/general/people';
  for (let left = 3; left > 0; left--) await server.request(path, { headers });
  const limited = await server.request(path, { headers });
  assert.deepEqual([limited.status, limited.headers['retry-after']], [429, '1']);
});

/** Two people are in a room, one of them away, and Ada is elsewhere. */
async function teaRoom(t: TestContext) {
  const server = await startServer(t);
  const ada = await server.join('Ada');
  await ada.ask({ type: 'room.create', id: 'create-1', name: 'Salon de thé' });
  for (const name of ['Éloïse Durand', 'Toto']) {
    const client = await server.join(name);
    await client.ask({ type: 'presence', id: 'look', room: 'salon-de-thé', away: name === 'Toto' });
  }
  await ada.rest();
  return { server, ada };
}

function inShort({ people, ...counts }: FoundPeople) {
  return { ...counts, people: people.map(({ name, away }) => (away ? `${name} (away)` : name)) };
}
