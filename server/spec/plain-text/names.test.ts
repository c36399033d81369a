import assert from 'node:assert/strict';
import test from 'node:test';
import type { Frame } from '../../../protocol/frames.ts';
import type { GameMessage } from '../../../protocol/model.ts';
import { startServer } from '../../test-support/running/test-server.ts';

const look = { type: 'presence', id: 'look', room: 'general', away: false };

test('a guest with the name of a person is marked in the list of people', async (t) => {
  const server = await startServer(t);
  const page = await server.join('Ada');
  const lines = await server.plain();
  lines.sendText('/name Ada');
  await lines.until(() => lines.received.includes('You are Ada.'));
  await page.ask(look);
  assert.deepEqual(marksIn(await page.rest(), 'people'), [
    ['Ada', 'text'],
    ['Ada', undefined],
  ]);
  await server.plain();
  server.clock.pass(250);
  const came = marksIn(await page.rest(), 'presence').filter(([name]) => name !== 'Ada');
  assert.deepEqual(
    came.map(([, mark]) => mark),
    ['text'],
  );
});

test('a guest with the name of a person is marked in the seats of a game', async (t) => {
  const server = await startServer(t);
  const page = await server.join('Ada');
  await page.follow();
  const lines = await server.plain();
  for (const line of ['/name Ada', '/morpion']) lines.sendText(line);
  const [proposed] = await page.next();
  const message = gameIn(proposed!);
  assert.deepEqual([message.author.via, message.seats[0]?.via], ['text', 'text']);
  await page.ask({ type: 'game.accept', id: 'accept-1', message: message.id });
  const begun = (await page.rest()).find(({ type }) => type === 'changes');
  assert.deepEqual(
    gameIn(begun!).seats.map((seat) => [seat?.name, seat?.via]),
    [
      ['Ada', 'text'],
      ['Ada', undefined],
    ],
  );
  const { games } = (await (await server.connect('Toto')).next())[0] as Frame & { type: 'welcome' };
  assert.equal(games[0]?.message.seats[0]?.via, 'text');
});

test('an authenticated person plays under a checked name in plain text too', async (t) => {
  const server = await startServer(t);
  const session = await server.signIn('Ada');
  const page = await server.join(session);
  await page.follow();
  const headers = { authorization: `Bearer ${session.token}` };
  (await server.plain('/ws', { headers })).sendText('/morpion');
  const [proposed] = await page.next();
  assert.deepEqual(gameIn(proposed!).seats[0], session.person);
});

function marksIn(frames: Frame[], type: 'people' | 'presence'): (string | undefined)[][] {
  const frame = frames.find((each) => each.type === type);
  const people = frame?.type === 'people' ? frame.people : frame?.type === type ? frame.here : [];
  return people.map(({ name, via }) => [name, via]);
}

function gameIn(frame: Frame): GameMessage {
  assert.equal(frame.type, 'changes');
  return frame.messages[0] as GameMessage;
}
