import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../../../protocol/limits.ts';
import type { Person } from '../../../protocol/model.ts';
import type { JsonClient, PlainClient } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

test('a client that enters a room gets its list of people, and the others get the new one', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  await look(toto);
  assert.deepEqual(await toto.rest(), [people(here(toto)), { type: 'ack', id: 'look' }]);
  server.clock.pass(250);
  assert.deepEqual(await toto.rest(), [presence(1, [here(toto)])]);
  const ada = await server.join('Ada');
  await look(ada);
  assert.deepEqual(await ada.rest(), [people(here(toto), here(ada)), { type: 'ack', id: 'look' }]);
  server.clock.pass(249);
  assert.deepEqual(await toto.rest(), []);
  server.clock.pass(1);
  assert.deepEqual(await toto.rest(), [presence(2, [here(ada)])]);
});

test('people who enter within a quarter of a second are sent together', async (t) => {
  const server = await startServer(t);
  const toto = await present(server, 'Toto');
  const others = [await server.join('Ada'), await server.join('Eve')];
  for (const other of others) await look(other);
  server.clock.pass(250);
  assert.deepEqual(await toto.rest(), [
    presence(
      3,
      others.map((other) => here(other)),
    ),
  ]);
});

test('a person who disconnects is gone after ten seconds', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await present(server, 'Toto'), await present(server, 'Ada')];
  await toto.rest();
  await leave(server, ada);
  server.clock.pass(9_999);
  assert.deepEqual(await toto.rest(), []);
  server.clock.pass(251);
  assert.deepEqual(await toto.rest(), [presence(1, [], [ada.person])]);
});

test('a reload within ten seconds is not announced', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Ada');
  const [toto, ada] = [await present(server, 'Toto'), await present(server, who)];
  await toto.rest();
  await leave(server, ada);
  server.clock.pass(9_000);
  await look(await server.join(who));
  server.clock.pass(11_000);
  assert.deepEqual(await toto.rest(), []);
});

test('a reload while away is not announced either', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Ada');
  const [toto, ada] = [await present(server, 'Toto'), await present(server, who, true)];
  await toto.rest();
  await leave(server, ada);
  const eve = await server.join('Eve');
  await look(eve);
  assert.deepEqual((await eve.rest())[0], people(here(toto), here(ada, true), here(eve)));
  await look(await server.join(who), true);
  server.clock.pass(11_000);
  assert.deepEqual(await toto.rest(), [presence(3, [here(eve)])]);
});

test('two tabs are one person, who is away when both tabs are', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Ada');
  const toto = await present(server, 'Toto');
  const tabs = [await present(server, who), await present(server, who)];
  assert.deepEqual(await toto.rest(), [presence(2, [here(tabs[0]!)])]);
  await look(tabs[0]!, true);
  server.clock.pass(250);
  assert.deepEqual(await toto.rest(), []);
  await look(tabs[1]!, true);
  server.clock.pass(250);
  assert.deepEqual(await toto.rest(), [presence(2, [here(tabs[0]!, true)])]);
  await look(tabs[0]!, false);
  server.clock.pass(250);
  assert.deepEqual(await toto.rest(), [presence(2, [here(tabs[0]!)])]);
  await leave(server, tabs[0]!);
  server.clock.pass(11_000);
  assert.deepEqual(await toto.rest(), [presence(2, [here(tabs[0]!, true)])]);
});

test('a person who switches rooms leaves the first one at once', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await present(server, 'Toto'), await present(server, 'Ada')];
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  for (const client of [toto, ada]) await client.rest();
  await look(ada, false, 'tea');
  const inTea = { type: 'people', room: 'tea', count: 1, people: [here(ada)] };
  assert.deepEqual(await ada.rest(), [inTea, { type: 'ack', id: 'look' }]);
  server.clock.pass(250);
  assert.deepEqual(await toto.rest(), [presence(1, [], [ada.person])]);
});

test('a list names the first 200 people and counts all', async (t) => {
  const server = await startServer(t);
  const plain = Array.from({ length: limits.people + 1 }, () => server.plain());
  await Promise.all(plain);
  const toto = await server.join('Toto');
  await look(toto);
  server.clock.pass(500);
  const [list] = (await toto.rest()).slice(-1) as { count: number; people: unknown[] }[];
  assert.deepEqual([list?.count, list?.people.length], [limits.people + 2, limits.people]);
});

test('a crowd gets updates less often, with listed people only', async (t) => {
  const server = await startServer(t);
  const toto = await present(server, 'Toto');
  const crowd: PlainClient[] = [];
  while (crowd.length < limits.people * 2)
    crowd.push(...(await Promise.all(Array.from({ length: 20 }, () => server.plain()))));
  server.clock.pass(250);
  const [first] = (await toto.rest()) as { count: number; here: unknown[] }[];
  assert.deepEqual([first?.count, first?.here.length], [limits.people * 2 + 1, limits.people - 1]);
  const ada = await server.join('Ada');
  await look(ada);
  assert.deepEqual(await ada.rest(), [{ type: 'ack', id: 'look' }]);
  server.clock.pass(749);
  assert.deepEqual([...(await toto.rest()), ...(await ada.rest())], []);
  server.clock.pass(1);
  assert.deepEqual(await toto.rest(), [presence(limits.people * 2 + 2, [])]);
  const [list] = (await ada.rest()) as { type: string; count: number }[];
  assert.deepEqual([list?.type, list?.count], ['people', limits.people * 2 + 2]);
  crowd[0]!.socket.close();
  await crowd[0]!.closed;
  server.clock.pass(11_000);
  const [last] = (await toto.rest()) as { here: unknown[]; gone: unknown[] }[];
  assert.deepEqual([last?.here.length, last?.gone.length], [1, 1]);
});

test('typing people are sent to the room in batches', async (t) => {
  const server = await startServer(t);
  const toto = await present(server, 'Toto');
  const writers = [await present(server, 'Ada'), await present(server, 'Eve')];
  await toto.rest();
  for (const writer of [...writers, writers[0]!]) {
    await writer.ask({ type: 'typing', id: 'typing', room: 'general' });
  }
  assert.deepEqual(await toto.rest(), []);
  server.clock.pass(250);
  const { rest: received, typing } = {
    rest: await toto.rest(),
    typing: writers.map((w) => w.person),
  };
  assert.deepEqual(received, [{ type: 'typing', room: 'general', people: typing }]);
  server.clock.pass(10_000);
  assert.deepEqual(await toto.rest(), []);
});

test('an author who has posted already is not sent as typing', async (t) => {
  const server = await startServer(t);
  const toto = await present(server, 'Toto');
  const [ada, eve] = [await present(server, 'Ada'), await present(server, 'Eve')];
  await toto.rest();
  for (const writer of [ada, eve]) {
    await writer.ask({ type: 'typing', id: 'typing', room: 'general' });
  }
  await ada.ask({ type: 'post', id: 'message-1', room: 'general', text: 'Hello' });
  server.clock.pass(250);
  assert.deepEqual(await toto.rest(), [{ type: 'typing', room: 'general', people: [eve.person] }]);
  await eve.ask({ type: 'typing', id: 'typing', room: 'general' });
  await eve.ask({ type: 'post', id: 'message-2', room: 'general', text: 'Hello' });
  server.clock.pass(250);
  assert.deepEqual(await toto.rest(), []);
});

async function present(
  server: TestServer,
  who: Parameters<TestServer['join']>[0],
  away = false,
): Promise<JsonClient> {
  const client = await server.join(who);
  await look(client, away);
  server.clock.pass(250);
  await client.rest();
  return client;
}

async function look(client: JsonClient, away = false, room = 'general'): Promise<void> {
  await client.ask({ type: 'presence', id: 'look', room, away });
}

/** Closes a connection and waits until the server has noticed. */
async function leave(server: TestServer, client: JsonClient): Promise<void> {
  const connections = 'causette_connections{codec="json"}';
  const open = await server.gauge(connections);
  client.socket.close();
  await client.closed;
  await server.untilGauge(connections, (count) => count < open);
}

function here({ person }: JsonClient, away = false) {
  return { ...person, away };
}

function people(...all: ReturnType<typeof here>[]) {
  return { type: 'people', room: 'general', count: all.length, people: all };
}

function presence(count: number, come: ReturnType<typeof here>[], gone: Person[] = []) {
  return { type: 'presence', room: 'general', count, here: come, gone };
}
