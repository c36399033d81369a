import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { opened, started, welcomed } from './test-support/test-chat.ts';
import { summary, Truth, zoe } from './test-support/test-kit.ts';

test('a welcome is answered by following what is held, showing presence, and sending the outbox', () => {
  const { chat, said, line } = started();
  chat.enter('general');
  const id = chat.post('general', 'coucou');
  line().onopen?.();
  line().says(welcomed({ general: 3, tea: 7 }));
  assert.deepEqual(said(), [
    { type: 'follow', epoch: 'e1', rooms: { general: 0, tea: 7 } },
    { type: 'presence', id: 'presence', room: 'general', away: false },
    { type: 'post', id, room: 'general', text: 'coucou' },
  ]);
});

test('a room entered after the welcome, and looking away, are shown once each', () => {
  const { chat, said, line } = opened({ general: 0, tea: 0 });
  chat.enter('tea');
  chat.setAway(true);
  chat.setAway(true);
  chat.setAway(false);
  line().ends(1006);
  chat.setAway(true);
  const shown = (room: string, away: boolean): object => ({ ...presence, room, away });
  assert.deepEqual(said(), [shown('tea', false), shown('tea', true), shown('tea', false)]);
});

test('a hole is asked for once, and a heartbeat ahead shows what no frame did', () => {
  const { said, line } = opened({ general: 1 });
  for (const rev of [3, 4, 5]) line().says(truth.changes(rev - 1, rev));
  line().says(truth.changes(1, 5));
  line().says({ type: 'heartbeat', rooms: { general: 5 } });
  line().says({ type: 'heartbeat', rooms: { general: 6 } });
  assert.deepEqual(said(), [
    { type: 'follow', rooms: { general: 1 } },
    { type: 'follow', rooms: { general: 5 } },
  ]);
});

test('a room that somebody makes is followed, once', () => {
  const { said, line } = opened({});
  const made = { type: 'room', room: summary('tea', 0) };
  line().says(made);
  line().says(made);
  assert.deepEqual(said(), [{ type: 'follow', rooms: { tea: 0 } }]);
});

test('a line that comes back goes on from what is held, with what was read and written meanwhile', () => {
  const { chat, clock, said, line } = opened({ general: 0, tea: 2 });
  line().says(truth.changes(0, 4));
  line().ends(1006);
  chat.read('general', 3);
  const id = chat.post('tea', 'late');
  clock.pass(250);
  line().onopen?.();
  line().says(welcomed({ general: 6, tea: 2 }));
  assert.deepEqual(said(), [
    { type: 'follow', epoch: 'e1', rooms: { general: 4, tea: 2 } },
    { type: 'read', room: 'general', seq: 3 },
    { type: 'post', id, room: 'tea', text: 'late' },
  ]);
});

test('another store is followed from nothing', () => {
  const { clock, said, line } = opened({ general: 0 });
  line().says(truth.changes(0, 4));
  line().ends(1006);
  clock.pass(250);
  line().onopen?.();
  line().says({ ...welcomed({ general: 2 }), epoch: 'e2' });
  assert.deepEqual(said(), [{ type: 'follow', epoch: 'e2', rooms: { general: 2 } }]);
});

test('whoever asks for a change has its answer, whatever it is', async () => {
  const { chat, said, line } = opened({});
  const answers = [chat.createRoom('tea', 'Tea only'), chat.react('m1', '👍', true)];
  const [create] = said();
  line().says({ type: 'ack', id: create!['id'] });
  const [, react] = said();
  line().says({ type: 'refused', id: react!['id'], ...refusal('unknown_message') });
  assert.deepEqual(await Promise.all(answers), [
    { type: 'ack', id: create!['id'] },
    { type: 'refused', id: react!['id'], ...refusal('unknown_message') },
  ]);
  assert.deepEqual(chat.store.get().outbox, []);
});

test('the latency is what the commands of this line usually take to be answered', () => {
  const { chat, clock, line } = opened({ general: 0 });
  const latencies: (number | undefined)[] = [];
  chat.store.watch(
    ({ latency }) => latency,
    (latency) => latencies.push(latency),
  );
  chat.enter('general');
  clock.pass(12);
  line().says({ type: 'ack', id: 'presence' });
  const id = chat.post('general', 'x');
  clock.pass(30);
  line().says({ type: 'ack', id: 'presence' });
  line().says({ type: 'ack', id, rev: 1 });
  clock.pass(30_000);
  line().ends(1006);
  clock.pass(250);
  line().onopen?.();
  line().says(welcomed({ general: 0 }));
  clock.pass(30);
  line().says({ type: 'ack', id: 'presence' });
  assert.deepEqual(latencies, [undefined, 12, 30]);
});

test('writing is told at most every two and a half seconds, and lapses after five', () => {
  const { chat, clock, said, line } = opened({ general: 0 });
  for (let key = 0; key < 6; key++) {
    chat.typing('general');
    clock.pass(1_000);
  }
  assert.equal(said().length, 2);
  line().says({ type: 'typing', room: 'general', people: [zoe] });
  const whoTypes = (): number => chat.store.get().rooms.get('general')!.typing.length;
  clock.pass(4_999);
  assert.equal(whoTypes(), 1);
  clock.pass(1);
  assert.equal(whoTypes(), 0);
});

test('a clock set back a day neither silences who writes nor spoils the latency', () => {
  const { chat, clock, said, line } = opened({ general: 0 });
  clock.set(1_800_000_000_000);
  chat.enter('general');
  chat.typing('general');
  clock.set(clock.now() - 86_400_000);
  clock.pass(2_500);
  chat.typing('general');
  line().says({ type: 'ack', id: 'presence' });
  assert.deepEqual(
    said().map(({ type }) => type),
    ['presence', 'typing', 'typing'],
  );
  assert.equal(chat.store.get().latency, 2_500);
});

test('the link says what the line does, to the end', () => {
  const { chat, clock, line } = started();
  const links: object[] = [];
  chat.store.watch(
    ({ link }) => link,
    (link) => links.push(link),
  );
  clock.pass(7);
  line().onopen?.();
  line().says({ type: 'bye', retryAfter: 2 });
  line().ends(1012);
  chat.close();
  assert.deepEqual(links, [
    { is: 'connecting', by: 'websocket' },
    { is: 'open', since: 7, by: 'websocket' },
    { is: 'waiting', code: 1012, reason: '', clean: true, retryAt: 2_257 },
    { is: 'closed' },
  ]);
});

test('a welcome makes the next wait short, and says how long silence is life', () => {
  const { chat, clock, line } = started();
  const waits: string[] = [];
  chat.store.watch(
    ({ link }) => link,
    (link) => link.is === 'waiting' && waits.push(`${clock.now()} to ${link.retryAt}`),
  );
  line().ends(1006);
  clock.pass(250);
  line().ends(1006);
  clock.pass(500);
  line().onopen?.();
  line().says(welcomed({}));
  clock.pass(30_000);
  assert.deepEqual(waits, ['0 to 250', '250 to 750', '30750 to 31000']);
});

test('a room that is entered is filled with history', { timeout: 5_000 }, async (t) => {
  const web = createServer((request, response) => {
    response.end(JSON.stringify(truth.page(7, 6, 4)));
    asked.push(`${request.method} ${request.url}`);
  });
  const asked: string[] = [];
  t.after(() => {
    web.closeAllConnections();
    web.close();
  });
  await once(web.listen(0, '127.0.0.1'), 'listening');
  const { port } = web.address() as AddressInfo;
  const { chat, line } = started({ server: new URL(`http://127.0.0.1:${port}`) });
  line().onopen?.();
  line().says(welcomed({ general: 6 }));
  chat.enter('general');
  await new Promise<void>((filled) =>
    chat.store.watch(
      ({ rooms }) => rooms.get('general')!.floor,
      (floor) => floor === 2 && filled(),
    ),
  );
  assert.deepEqual(asked, ['GET /api/rooms/general/messages?before=7']);
  const { messages } = chat.store.get().rooms.get('general')!;
  assert.deepEqual(messages, truth.at(6).slice(2));
});

test('frames of a newer server, and the names of what happens here, change nothing', () => {
  const { chat, line } = opened({ general: 0 });
  const before = chat.store.get();
  for (const type of ['game', 'link', 'discarded', 'toString']) line().says({ type });
  assert.equal(chat.store.get(), before);
});

test('messages and fields of a newer server are held as they come, counted, and changed', () => {
  const { chat, said, line } = opened({ general: 0 });
  const poll = { id: 'm-poll', seq: 1, rev: 1, author: zoe, at: 0, kind: 'poll', choices: ['a'] };
  const tells = (message: object, from: number, rev: number): void =>
    line().says({ type: 'changes', room: 'general', from, rev, messages: [message], mood: 'good' });
  tells(poll, 0, 1);
  const held = (): unknown[] => [...chat.store.get().rooms.get('general')!.messages];
  assert.deepEqual(held(), [poll]);
  assert.equal(chat.store.get().rooms.get('general')!.unread, 1);
  void chat.react('m-poll', '👍', true);
  const { id } = said().at(-1)!;
  line().says({ type: 'ack', id, rev: 2, at: 'noon', hint: 1 });
  tells({ ...poll, rev: 2, choices: ['a', 'b'] }, 1, 2);
  assert.deepEqual(held(), [{ ...poll, rev: 2, choices: ['a', 'b'] }]);
  assert.deepEqual(chat.store.get().outbox, []);
});

const presence = { type: 'presence', id: 'presence' };
const truth = new Truth(Array.from({ length: 6 }, () => ({ does: 'post', by: zoe, at: 0 })));
