import assert from 'node:assert/strict';
import test from 'node:test';
import type { Link } from './state/state.ts';
import { opened, started, welcomed, type Started } from './test-support/test-chat.ts';

test('falls back at once when a transport is blocked', () => {
  const { chat, clock, transport } = started({ transport: 'auto' });
  const links = linksOf(chat);
  transport().ends(1006);
  clock.pass(0);
  transport().onopen?.();
  transport().receives(welcomed({}));
  assert.deepEqual(links, [
    { is: 'connecting', by: 'websocket' },
    { is: 'connecting', by: 'stream' },
    { is: 'open', since: 0, by: 'stream' },
  ]);
});

test('shows how the open connection ended while later attempts fail', () => {
  const { chat, clock, transport } = started();
  const links = linksOf(chat);
  transport().ends(1006);
  clock.pass(250);
  transport().onopen?.();
  transport().ends(1012);
  clock.pass(500);
  transport().ends(1006);
  const codes = links.flatMap((link) => (link.is === 'waiting' ? [link.code] : []));
  assert.deepEqual(codes, [1006, 1012, 1012]);
});

test('sends unanswered changes again over the transport that takes over, and the link stays open', () => {
  const { chat, clock, sent, transport } = started({ transport: 'auto', firstTransport: 'poll' });
  transport().onopen?.();
  transport().receives(welcomed({ general: 0 }));
  const links = linksOf(chat);
  const id = chat.post('general', 'coucou');
  clock.pass(5_000);
  transport().receives(welcomed({ general: 0 }));
  assert.deepEqual(sent(), [
    { type: 'follow', epoch: 'e1', rooms: { general: 0 } },
    { type: 'post', id, room: 'general', text: 'coucou' },
  ]);
  assert.deepEqual(links, [
    { is: 'open', since: 0, by: 'poll' },
    { is: 'open', since: 5_000, by: 'websocket' },
  ]);
});

test('checks the connection on waking, and reconnects at once without an answer', () => {
  const { chat, clock, sent, transport } = opened({ general: 0 });
  chat.wake();
  chat.enter('general');
  clock.pass(4_000);
  transport().receives({ type: 'ack', id: 'presence' });
  chat.wake();
  assert.deepEqual(sent(), [
    { type: 'follow', id: 'presence', rooms: {} },
    { type: 'presence', id: 'presence', room: 'general', away: false },
    { type: 'presence', id: 'presence', room: 'general', away: false },
  ]);
  const silent = transport();
  clock.pass(5_000);
  assert.notEqual(transport(), silent);
});

test('detects that the machine slept', () => {
  const { clock, sent, transport } = opened({ general: 0 });
  clock.set(clock.now() + 3_600_000);
  clock.pass(10_000);
  assert.deepEqual(sent(), [{ type: 'follow', id: 'presence', rooms: {} }]);
  const silent = transport();
  clock.pass(5_000);
  assert.notEqual(transport(), silent);
});

test('holds no connection while the page is hidden, and reconnects at once when it is shown', () => {
  const { chat, clock, sent, transport } = opened({ general: 0 });
  const links = linksOf(chat);
  const before = transport();
  chat.suspend();
  const id = chat.post('general', 'kept');
  clock.pass(5_000);
  assert.equal(transport(), before);
  chat.wake();
  transport().onopen?.();
  transport().receives(welcomed({ general: 0 }));
  assert.deepEqual(sent().at(-1), { type: 'post', id, room: 'general', text: 'kept' });
  assert.deepEqual(links, [
    { is: 'open', since: 0, by: 'websocket' },
    { is: 'connecting', by: 'websocket' },
    { is: 'open', since: 5_000, by: 'websocket' },
  ]);
});

test('a chat that was never opened, or is closed, stays closed', () => {
  const { chat, clock } = opened({});
  chat.close();
  const links = linksOf(chat);
  chat.suspend();
  chat.wake();
  clock.set(clock.now() + 3_600_000);
  clock.pass(60_000);
  assert.deepEqual(links, [{ is: 'closed' }]);
});

function linksOf(chat: Started['chat']): Link[] {
  const links: Link[] = [];
  chat.store.watch(
    ({ link }) => link,
    (link) => links.push(link),
  );
  return links;
}
