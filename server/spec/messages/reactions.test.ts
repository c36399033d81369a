import assert from 'node:assert/strict';
import test from 'node:test';
import type { Reacted } from '../../../protocol/http.ts';
import { limits } from '../../../protocol/limits.ts';
import { post } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

const path = '/api/rooms/General/messages/hello-01/reactions';
const thumb = encodeURIComponent('👍');

test('a person not named in a message can find out that they reacted, and who else did', async (t) => {
  const server = await startServer(t);
  const toto = await server.signIn('Toto');
  const client = await server.join(toto);
  await client.ask(post('hello-01'));
  const people = [];
  for (let n = 0; n <= limits.reactionNames; n++) people.push(await server.signIn(`P ${n}`));
  for (const session of people) {
    const one = await server.join(session);
    await one.ask({ type: 'react', id: 'react-01', message: 'hello-01', emoji: '👍', on: true });
  }
  const all = people.map(({ person }) => person);
  const last = people.at(-1)!.token;
  assert.deepEqual(await read(server, path, last), { own: ['👍'], people: [] });
  assert.deepEqual(await read(server, `${path}?emoji=${thumb}`, last), {
    own: ['👍'],
    people: all,
  });
  assert.deepEqual(await read(server, `${path}?emoji=${thumb}`, toto.token), {
    own: [],
    people: all,
  });
});

test('adding and removing a reaction is sent to all tabs of the person', async (t) => {
  const server = await startServer(t);
  const ada = await server.signIn('Ada');
  const [one, other] = [await server.join(ada), await server.join(ada)];
  const toto = await server.connect('Toto');
  await one.ask(post('hello-01'));
  const react = { type: 'react', message: 'hello-01', emoji: '👍' };
  await one.ask({ ...react, id: 'react-01', on: true });
  await one.ask({ ...react, id: 'react-02', on: true });
  await one.ask({ ...react, id: 'react-03', on: false });
  const sent = [];
  for (const each of [one, other, toto]) {
    sent.push((await each.rest()).filter(({ type }) => type === 'reaction'));
  }
  const own = [true, false].map((on) => ({ ...react, type: 'reaction', on }));
  assert.deepEqual(sent, [own, own, []]);
});

test('listing reactions requires authentication, an existing message, and valid bounds', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Ada');
  const paths = [path, path.replace('General', 'nowhere'), `${path}?after=-1`];
  const long = `${path}?emoji=${'x'.repeat(limits.emoji + 1)}`;
  const codes = [];
  for (const each of [...paths, long]) codes.push(await codeOf(server, each, token));
  assert.deepEqual(codes, ['unknown_message', 'unknown_message', 'invalid_field', 'invalid_field']);
  assert.equal(await codeOf(server, path), 'unauthenticated');
});

test('a person who asks too often has to wait, others behind the same address do not', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const [ada, toto] = [await server.signIn('Ada'), await server.signIn('Toto')];
  const codes = [];
  for (let n = 0; n <= 12; n++) codes.push(await codeOf(server, path, ada.token));
  assert.deepEqual(codes, [...Array<string>(12).fill('unknown_message'), 'rate_limited']);
  assert.equal(await codeOf(server, path, toto.token), 'unknown_message');
});

async function read(server: TestServer, url: string, token: string): Promise<Reacted> {
  const headers = { authorization: `Bearer ${token}` };
  return JSON.parse((await server.request(url, { headers })).body) as Reacted;
}

async function codeOf(server: TestServer, url: string, token = 'x'): Promise<string> {
  return ((await read(server, url, token)) as unknown as { code: string }).code;
}
