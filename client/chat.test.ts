import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { opened, started, welcomed } from './test-support/test-chat.ts';
import { summary, RoomHistory, zoe } from './test-support/test-kit.ts';

test('follows its rooms, sends its presence and then the outbox after a welcome', () => {
  const { chat, sent, transport } = started();
  chat.enter('general');
  const id = chat.post('general', 'coucou');
  transport().onopen?.();
  transport().receives(welcomed({ general: 3, tea: 7 }));
  assert.deepEqual(sent(), [
    { type: 'follow', epoch: 'e1', rooms: { general: 0, tea: 7 } },
    { type: 'presence', id: 'presence', room: 'general', away: false },
    { type: 'post', id, room: 'general', text: 'coucou' },
  ]);
});

test('sends a room entered after the welcome, and a change of the away state, once each', () => {
  const { chat, sent, transport } = opened({ general: 0, tea: 0 });
  chat.enter('tea');
  chat.setAway(true);
  chat.setAway(true);
  chat.setAway(false);
  transport().ends(1006);
  chat.setAway(true);
  const shown = (room: string, away: boolean): object => ({ ...presence, room, away });
  assert.deepEqual(sent(), [shown('tea', false), shown('tea', true), shown('tea', false)]);
});

test('requests a gap once, and what a heartbeat shows to be missing', () => {
  const { sent, transport } = opened({ general: 1 });
  for (const rev of [3, 4, 5]) transport().receives(truth.changes(rev - 1, rev));
  transport().receives(truth.changes(1, 5));
  transport().receives({ type: 'heartbeat', rooms: { general: 5 } });
  transport().receives({ type: 'heartbeat', rooms: { general: 6 } });
  assert.deepEqual(sent(), [
    { type: 'follow', rooms: { general: 1 } },
    { type: 'follow', rooms: { general: 5 } },
  ]);
});

test('follows a new room once', () => {
  const { sent, transport } = opened({});
  const made = { type: 'room', room: summary('tea', 0) };
  transport().receives(made);
  transport().receives(made);
  assert.deepEqual(sent(), [{ type: 'follow', rooms: { tea: 0 } }]);
});

test('resumes after a reconnect, and sends what was read and written meanwhile', () => {
  const { chat, clock, sent, transport } = opened({ general: 0, tea: 2 });
  transport().receives(truth.changes(0, 4));
  transport().ends(1006);
  chat.read('general', 3);
  const id = chat.post('tea', 'late');
  clock.pass(250);
  transport().onopen?.();
  transport().receives(welcomed({ general: 6, tea: 2 }));
  assert.deepEqual(sent(), [
    { type: 'follow', epoch: 'e1', rooms: { general: 4, tea: 2 } },
    { type: 'read', room: 'general', seq: 3 },
    { type: 'post', id, room: 'tea', text: 'late' },
  ]);
});

test('follows a new store from its latest revision', () => {
  const { clock, sent, transport } = opened({ general: 0 });
  transport().receives(truth.changes(0, 4));
  transport().ends(1006);
  clock.pass(250);
  transport().onopen?.();
  transport().receives({ ...welcomed({ general: 2 }), epoch: 'e2' });
  assert.deepEqual(sent(), [{ type: 'follow', epoch: 'e2', rooms: { general: 2 } }]);
});

test('resolves each change with its answer', async () => {
  const { chat, sent, transport } = opened({});
  const answers = [chat.rooms.create('tea', { topic: 'Tea only' }), chat.react('m1', '👍', true)];
  const [create] = sent();
  transport().receives({ type: 'ack', id: create!['id'] });
  const [, react] = sent();
  transport().receives({ type: 'refused', id: react!['id'], ...refusal('unknown_message') });
  assert.deepEqual(await Promise.all(answers), [
    { type: 'ack', id: create!['id'] },
    { type: 'refused', id: react!['id'], ...refusal('unknown_message') },
  ]);
  assert.deepEqual(chat.store.get().outbox, []);
});

test('measures the usual round-trip time of the commands of a connection', () => {
  const { chat, clock, transport } = opened({ general: 0 });
  const latencies: (number | undefined)[] = [];
  chat.store.watch(
    ({ latency }) => latency,
    (latency) => latencies.push(latency),
  );
  chat.enter('general');
  clock.pass(12);
  transport().receives({ type: 'ack', id: 'presence' });
  const id = chat.post('general', 'x');
  clock.pass(30);
  transport().receives({ type: 'ack', id: 'presence' });
  transport().receives({ type: 'ack', id, rev: 1 });
  clock.pass(30_000);
  transport().ends(1006);
  clock.pass(250);
  transport().onopen?.();
  transport().receives(welcomed({ general: 0 }));
  clock.pass(30);
  transport().receives({ type: 'ack', id: 'presence' });
  assert.deepEqual(latencies, [undefined, 12, 30]);
});

test('sends typing at most every 2.5 seconds, and expires it after five', () => {
  const { chat, clock, sent, transport } = opened({ general: 0 });
  for (let key = 0; key < 6; key++) {
    chat.typing('general');
    clock.pass(1_000);
  }
  assert.equal(sent().length, 2);
  transport().receives({ type: 'typing', room: 'general', people: [zoe] });
  const whoTypes = (): number => chat.store.get().rooms.get('general')!.typing.length;
  clock.pass(4_999);
  assert.equal(whoTypes(), 1);
  clock.pass(1);
  assert.equal(whoTypes(), 0);
});

test('a wall clock set back a day affects neither typing nor the latency', () => {
  const { chat, clock, sent, transport } = opened({ general: 0 });
  clock.set(1_800_000_000_000);
  chat.enter('general');
  chat.typing('general');
  clock.set(clock.now() - 86_400_000);
  clock.pass(2_500);
  chat.typing('general');
  transport().receives({ type: 'ack', id: 'presence' });
  assert.deepEqual(
    sent().map(({ type }) => type),
    ['presence', 'typing', 'typing'],
  );
  assert.equal(chat.store.get().latency, 2_500);
});

test('the link follows the connection to the end', () => {
  const { chat, clock, transport } = started();
  const links: object[] = [];
  chat.store.watch(
    ({ link }) => link,
    (link) => links.push(link),
  );
  clock.pass(7);
  transport().onopen?.();
  transport().receives({ type: 'bye', retryAfter: 2 });
  transport().ends(1012);
  chat.close();
  assert.deepEqual(links, [
    { is: 'connecting', by: 'websocket' },
    { is: 'open', since: 7, by: 'websocket' },
    { is: 'waiting', code: 1012, reason: '', clean: true, retryAt: 2_257 },
    { is: 'closed' },
  ]);
});

test('a welcome resets the back-off and sets the heartbeat timeout', () => {
  const { chat, clock, transport } = started();
  const waits: string[] = [];
  chat.store.watch(
    ({ link }) => link,
    (link) => link.is === 'waiting' && waits.push(`${clock.now()} to ${link.retryAt}`),
  );
  transport().ends(1006);
  clock.pass(250);
  transport().ends(1006);
  clock.pass(500);
  transport().onopen?.();
  transport().receives(welcomed({}));
  clock.pass(30_000);
  assert.deepEqual(waits, ['0 to 250', '250 to 750', '30750 to 31000']);
});

test('loads history when a room is entered', { timeout: 5_000 }, async (t) => {
  const web = createServer((request, response) => {
    response.end(JSON.stringify(truth.page(7, 6, 4)));
    requested.push(`${request.method} ${request.url}`);
  });
  const requested: string[] = [];
  t.after(() => {
    web.closeAllConnections();
    web.close();
  });
  await once(web.listen(0, '127.0.0.1'), 'listening');
  const { port } = web.address() as AddressInfo;
  const { chat, transport } = started({ server: new URL(`http://127.0.0.1:${port}`) });
  transport().onopen?.();
  transport().receives(welcomed({ general: 6 }));
  chat.enter('general');
  await new Promise<void>((filled) =>
    chat.store.watch(
      ({ rooms }) => rooms.get('general')!.floor,
      (floor) => floor === 2 && filled(),
    ),
  );
  assert.deepEqual(requested, ['GET /api/rooms/general/messages?before=7']);
  const { messages } = chat.store.get().rooms.get('general')!;
  assert.deepEqual(messages, truth.at(6).slice(2));
});

test('ignores unknown frames of a newer server, also those named like local events', () => {
  const { chat, transport } = opened({ general: 0 });
  const before = chat.store.get();
  for (const type of ['game', 'link', 'discarded', 'toString']) transport().receives({ type });
  assert.equal(chat.store.get(), before);
});

test('keeps, counts and updates unknown messages and fields of a newer server', () => {
  const { chat, sent, transport } = opened({ general: 0 });
  const poll = { id: 'm-poll', seq: 1, rev: 1, author: zoe, at: 0, kind: 'poll', choices: ['a'] };
  const change = (message: object, from: number, rev: number): void =>
    transport().receives({
      type: 'changes',
      room: 'general',
      from,
      rev,
      messages: [message],
      mood: 'good',
    });
  change(poll, 0, 1);
  const held = (): unknown[] => [...chat.store.get().rooms.get('general')!.messages];
  assert.deepEqual(held(), [poll]);
  assert.equal(chat.store.get().rooms.get('general')!.unread, 1);
  void chat.react('m-poll', '👍', true);
  const { id } = sent().at(-1)!;
  transport().receives({ type: 'ack', id, rev: 2, at: 'noon', hint: 1 });
  change({ ...poll, rev: 2, choices: ['a', 'b'] }, 1, 2);
  assert.deepEqual(held(), [{ ...poll, rev: 2, choices: ['a', 'b'] }]);
  assert.deepEqual(chat.store.get().outbox, []);
});

const presence = { type: 'presence', id: 'presence' };
const truth = new RoomHistory(Array.from({ length: 6 }, () => ({ does: 'post', by: zoe, at: 0 })));
