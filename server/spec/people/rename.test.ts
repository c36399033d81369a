import assert from 'node:assert/strict';
import test from 'node:test';
import type { Frame, Welcome } from '../../../protocol/frames.ts';
import type { SessionMade } from '../../../protocol/http.ts';
import { bearer, post } from '../../test-support/running/test-clients.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

const aDay = 24 * 60 * 60 * 1_000;

test('everybody hears of a new name, and the connections of its person open again with it', async (t) => {
  const server = await startServer(t);
  const [session, ada] = [await server.signIn('Toto'), await server.join('Ada')];
  const toto = await server.join(session);
  await toto.ask(post('message-1'));
  const person = { id: session.person.id, name: 'Éloïse' };
  const answer = await renames(server, session, ' Éloïse ');
  assert.deepEqual([answer.status, JSON.parse(answer.body)], [200, { person }]);
  assert.deepEqual(await toto.closed, [1012, 'the name has changed']);
  assert.deepEqual((await ada.rest()).filter(isRenamed), [{ type: 'renamed', person }]);

  const again = await server.connect({ ...session, person });
  const [welcome] = (await again.next()) as [Welcome];
  assert.deepEqual([welcome.you, welcome.renamed], [person, [person]]);
  await again.ask(post('message-2'));
  const [changes] = (await again.follow()) as [Extract<Frame, { type: 'changes' }>];
  assert.deepEqual(
    changes.messages.map(({ author }) => author),
    [session.person, person],
  );
});

test('the earlier name is free, and the new one is taken', async (t) => {
  const server = await startServer(t);
  const session = await server.signIn('Toto');
  await renames(server, session, 'Éloïse');
  const taken = await server.request('/api/session', { method: 'POST', body: { name: 'eloise' } });
  assert.equal(taken.status, 409);
  const toto = await server.signIn('Toto');
  assert.notEqual(toto.person.id, session.person.id);
});

test('a name can be changed once a day', async (t) => {
  const server = await startServer(t);
  const session = await server.signIn('Toto');
  await renames(server, session, 'TOTO');
  server.clock.pass(aDay / 2);
  const { status, headers, body } = await renames(server, session, 'Tata');
  assert.deepEqual(
    [status, headers['retry-after'], JSON.parse(body)],
    [
      429,
      '43200',
      {
        code: 'renamed_today',
        message: 'A name can be changed once in 24 hours.',
        retryAfter: 43_200,
      },
    ],
  );
  assert.equal((await renames(server, session, 'TOTO')).status, 200);
  server.clock.pass(aDay / 2);
  assert.equal((await renames(server, session, 'Tata')).status, 200);
  server.clock.set(-10 * aDay);
  assert.equal((await renames(server, session, 'Titi')).status, 200);
});

test('a name that is taken or not valid is refused, and nothing changes', async (t) => {
  const server = await startServer(t);
  const [session] = [await server.signIn('Toto'), await server.signIn('Ada')];
  const codes = [];
  for (const name of ['ÀDA', '\u200B', 'x'.repeat(33), 7]) {
    const { status, body } = await renames(server, session, name);
    codes.push([status, (JSON.parse(body) as { code: string }).code]);
  }
  assert.deepEqual(codes, [
    [409, 'name_taken'],
    [400, 'invalid_name'],
    [400, 'invalid_name'],
    [400, 'invalid_field'],
  ]);
  assert.deepEqual(await server.personOf(session.token), session.person);
  assert.equal(
    (await server.request('/api/name', { method: 'POST', body: { name: 'Tata' } })).status,
    401,
  );
  assert.equal((await renames(server, session, 'Tata')).status, 200);
});

function renames(server: TestServer, by: SessionMade, name: unknown): Promise<Answer> {
  return server.request('/api/name', { method: 'POST', headers: bearer(by), body: { name } });
}

function isRenamed({ type }: Frame): boolean {
  return type === 'renamed';
}
