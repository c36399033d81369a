import assert from 'node:assert/strict';
import test from 'node:test';
import type { Link } from './state/state.ts';
import { opened, started, welcomed, type Started } from './test-support/test-chat.ts';

test('a way that is blocked is no wait to whoever looks: the next one is tried', () => {
  const { chat, clock, line } = started({ transport: 'auto' });
  const links = linksOf(chat);
  line().ends(1006);
  clock.pass(0);
  line().onopen?.();
  line().says(welcomed({}));
  assert.deepEqual(links, [
    { is: 'connecting', by: 'websocket' },
    { is: 'connecting', by: 'stream' },
    { is: 'open', since: 0, by: 'stream' },
  ]);
});

test('while tries fail, the link says how the line ended that was open', () => {
  const { chat, clock, line } = started();
  const links = linksOf(chat);
  line().ends(1006);
  clock.pass(250);
  line().onopen?.();
  line().ends(1012);
  clock.pass(500);
  line().ends(1006);
  const codes = links.flatMap((link) => (link.is === 'waiting' ? [link.code] : []));
  assert.deepEqual(codes, [1006, 1012, 1012]);
});

test('what one way had not answered goes again by the one that takes over, and the link stays up', () => {
  const { chat, clock, said, line } = started({ transport: 'auto', firstTransport: 'poll' });
  line().onopen?.();
  line().says(welcomed({ general: 0 }));
  const links = linksOf(chat);
  const id = chat.post('general', 'coucou');
  clock.pass(5_000);
  line().says(welcomed({ general: 0 }));
  assert.deepEqual(said(), [
    { type: 'follow', epoch: 'e1', rooms: { general: 0 } },
    { type: 'post', id, room: 'general', text: 'coucou' },
  ]);
  assert.deepEqual(links, [
    { is: 'open', since: 0, by: 'poll' },
    { is: 'open', since: 5_000, by: 'websocket' },
  ]);
});

test('whoever wakes asks for an answer, and is back at once where none comes', () => {
  const { chat, clock, said, line } = opened({ general: 0 });
  chat.wake();
  chat.enter('general');
  clock.pass(4_000);
  line().says({ type: 'ack', id: 'presence' });
  chat.wake();
  assert.deepEqual(said(), [
    { type: 'follow', id: 'presence', rooms: {} },
    { type: 'presence', id: 'presence', room: 'general', away: false },
    { type: 'presence', id: 'presence', room: 'general', away: false },
  ]);
  const silent = line();
  clock.pass(5_000);
  assert.notEqual(line(), silent);
});

test('a machine that slept is awake by itself', () => {
  const { clock, said, line } = opened({ general: 0 });
  clock.set(clock.now() + 3_600_000);
  clock.pass(10_000);
  assert.deepEqual(said(), [{ type: 'follow', id: 'presence', rooms: {} }]);
  const silent = line();
  clock.pass(5_000);
  assert.notEqual(line(), silent);
});

test('a page that is put away holds no line, and has one at once when it is back', () => {
  const { chat, clock, said, line } = opened({ general: 0 });
  const links = linksOf(chat);
  const before = line();
  chat.suspend();
  const id = chat.post('general', 'kept');
  clock.pass(5_000);
  assert.equal(line(), before);
  chat.wake();
  line().onopen?.();
  line().says(welcomed({ general: 0 }));
  assert.deepEqual(said().at(-1), { type: 'post', id, room: 'general', text: 'kept' });
  assert.deepEqual(links, [
    { is: 'open', since: 0, by: 'websocket' },
    { is: 'connecting', by: 'websocket' },
    { is: 'open', since: 5_000, by: 'websocket' },
  ]);
});

test('a chat that was never opened, or is closed, stays so through all of it', () => {
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
