import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../../protocol/limits.ts';
import { ada, toto } from '../test-support/doubles/store-spec.ts';
import { testPresence, names, person } from '../test-support/doubles/test-presence.ts';

test('a newcomer gets the list at once, the others an update within a quarter of a second', () => {
  const { presence, clock, member, take } = testPresence();
  const [first, second] = [member(toto), member(ada)];
  presence.enter(first, 'general', false);
  assert.deepEqual(take(), ['Toto: people 1 Toto']);
  clock.pass(250);
  take();
  presence.enter(second, 'general', true);
  assert.deepEqual(take(), ['Ada: people 2 Toto Ada(away)']);
  clock.pass(249);
  assert.deepEqual(take(), []);
  clock.pass(1);
  const update = 'presence 2 here Ada(away) gone';
  assert.deepEqual(take(), [`Toto: ${update}`, `Ada: ${update}`]);
});

test('a person who disconnects stays listed for ten seconds, in case of a reload', () => {
  const { presence, clock, member, take } = testPresence();
  const [here, before, after] = [member(toto), member(ada), member(ada)];
  for (const each of [here, before]) presence.enter(each, 'general', false);
  clock.pass(250);
  take();
  presence.leave(before);
  clock.pass(9_999);
  presence.enter(after, 'general', false);
  clock.pass(60_000);
  assert.deepEqual(take(), ['Ada: people 2 Toto Ada']);
  presence.leave(after);
  clock.pass(10_249);
  assert.deepEqual(take(), []);
  clock.pass(1);
  assert.deepEqual(take(), ['Toto: presence 1 here gone Ada']);
});

test('a person who switches rooms leaves the first one at once', () => {
  const { presence, clock, member, take } = testPresence();
  const [here, mover] = [member(toto), member(ada)];
  for (const each of [here, mover]) presence.enter(each, 'general', false);
  clock.pass(250);
  take();
  presence.enter(mover, 'tea', false);
  clock.pass(250);
  assert.deepEqual(take(), [
    'Ada: people 1 Ada',
    'Toto: presence 1 here gone Ada',
    'Ada: presence 1 here Ada gone',
  ]);
});

test('a person is away when all their tabs are away, and each change is sent once', () => {
  const { presence, clock, member, take } = testPresence();
  const [here, one, other] = [member(toto), member(ada), member(ada)];
  for (const each of [here, one, other]) presence.enter(each, 'general', false);
  clock.pass(250);
  take();
  presence.enter(one, 'general', true);
  clock.pass(250);
  assert.deepEqual(take(), []);
  presence.enter(other, 'general', true);
  clock.pass(250);
  assert.equal(take()[0], 'Toto: presence 2 here Ada(away) gone');
  presence.enter(other, 'general', false);
  clock.pass(250);
  assert.equal(take()[0], 'Toto: presence 2 here Ada gone');
  presence.leave(other);
  clock.pass(250);
  assert.equal(take()[0], 'Toto: presence 2 here Ada(away) gone');
});

test('a person who changes their name is sent under the new one', () => {
  const { presence, clock, member, take } = testPresence();
  const guest = member({ id: 'guest-1', name: 'Guest' });
  presence.enter(guest, 'general', false);
  clock.pass(250);
  take();
  presence.leave(guest);
  presence.enter(member({ id: 'guest-1', name: 'Eve' }), 'general', false);
  clock.pass(60_000);
  assert.deepEqual(take(), ['Eve: people 1 Eve', 'Eve: presence 1 here Eve gone']);
});

test('a connection that ends twice is sent as gone once, ten seconds after the first end', () => {
  const { presence, clock, member, take } = testPresence();
  const [here, gone] = [member(toto), member(ada)];
  for (const each of [here, gone]) presence.enter(each, 'general', false);
  clock.pass(250);
  take();
  presence.leave(gone);
  clock.pass(5_000);
  presence.leave(gone);
  clock.pass(5_250);
  assert.deepEqual(take(), ['Toto: presence 1 here gone Ada']);
  clock.pass(60_000);
  assert.deepEqual(take(), []);
});

test('a name changed in one tab applies to all tabs, and keeps the away state', () => {
  const { presence, clock, member, take } = testPresence();
  const guest = { id: 'guest-1', name: 'Guest' };
  const [one, other] = [member(guest), member({ ...guest, name: 'Eve' })];
  presence.enter(one, 'general', true);
  clock.pass(250);
  take();
  presence.enter(other, 'general', true);
  clock.pass(250);
  const update = 'presence 1 here Eve(away) gone';
  assert.deepEqual(take(), ['Eve: people 1 Eve(away)', `Guest: ${update}`, `Eve: ${update}`]);
});

test('while the list names everybody, a person who came and left between updates is sent as gone', () => {
  const { presence, clock, member, take } = testPresence();
  for (let number = 0; number < limits.people - 1; number++) {
    presence.enter(member(person(number)), 'general', false);
  }
  clock.pass(250);
  const [last, mover] = [member(ada), member(toto)];
  presence.enter(mover, 'general', false);
  presence.enter(mover, 'tea', false);
  presence.enter(last, 'general', false);
  take();
  clock.pass(250);
  assert.equal(take()[0], '0: presence 200 here Ada gone Toto');
});

test('a connection that missed an update gets the whole list with the next one', () => {
  const { presence, clock, member, take, clogged } = testPresence();
  const slow = member(toto);
  presence.enter(slow, 'general', false);
  clock.pass(250);
  take();
  clogged.add(slow);
  presence.enter(member(ada), 'general', false);
  clock.pass(250);
  take();
  clogged.clear();
  presence.enter(member({ id: 'p-eve', name: 'Eve' }), 'general', false);
  clock.pass(250);
  const sent = take();
  assert.equal(sent[1], 'Toto: people 3 Toto Ada Eve');
  assert.equal(sent[2], 'Ada: presence 3 here Eve gone');
  presence.enter(slow, 'general', true);
  clock.pass(250);
  assert.equal(take()[0], 'Toto: presence 3 here Toto(away) gone');
});

test('a person who came and left before the update is sent as gone: a list may name them', () => {
  const { presence, clock, member, take } = testPresence();
  presence.enter(member(toto), 'general', false);
  clock.pass(250);
  take();
  const mover = member(ada);
  presence.enter(mover, 'general', false);
  presence.enter(member({ id: 'p-eve', name: 'Eve' }), 'general', false);
  assert.equal(take()[1], 'Eve: people 3 Toto Ada Eve');
  presence.enter(mover, 'tea', false);
  clock.pass(250);
  const update = 'presence 2 here Eve gone Ada';
  assert.deepEqual(take().slice(1, 3), [`Toto: ${update}`, `Eve: ${update}`]);
});

test('a crowd gets updates less often, with the listed people and the count only', () => {
  const { presence, clock, member, take } = testPresence();
  const crowd = Array.from({ length: limits.people + 1 }, (_, number) => person(number));
  const members = crowd.map((each) => member(each));
  for (const each of members) presence.enter(each, 'general', false);
  assert.equal(take().at(-1), `199: people 200 ${names(0, 200)}`);
  clock.pass(250);
  const list = `people 201 ${names(0, 200)}`;
  assert.deepEqual(take().slice(199), [
    `199: presence 201 here ${names(0, 200)} gone`,
    `200: ${list}`,
  ]);
  presence.enter(member(person(201)), 'general', false);
  clock.pass(499);
  assert.deepEqual(take(), []);
  clock.pass(1);
  const sent = take();
  assert.deepEqual(
    [sent[0], sent.at(-1)],
    ['0: presence 202 here gone', `201: people 202 ${names(0, 200)}`],
  );
  presence.leave(members[0]!);
  clock.pass(10_500);
  assert.equal(take()[0], '1: presence 201 here 200 gone 0');
});

test('another tab of a person in a crowd gets the list within half a second', () => {
  const { presence, clock, member, take } = testPresence();
  for (let number = 0; number <= limits.people; number++) {
    presence.enter(member(person(number)), 'general', false);
  }
  clock.pass(500);
  take();
  presence.enter(member(person(5)), 'general', false);
  clock.pass(500);
  const list = `5: people 201 ${names(0, 200)}`;
  assert.deepEqual(
    take().filter((each) => !each.endsWith(': presence 201 here gone')),
    [list],
  );
});

test('a frame goes to all connections of a room, and ended connections leave nothing behind', () => {
  const { presence, clock, member, take } = testPresence();
  const [here, elsewhere] = [member(toto), member(ada)];
  presence.enter(here, 'general', false);
  presence.enter(elsewhere, 'tea', false);
  clock.pass(250);
  take();
  presence.broadcast('general', { type: 'typing', room: 'general', people: [ada] });
  assert.deepEqual(take(), ['Toto: typing']);
  for (const each of [here, elsewhere, here]) presence.leave(each);
  clock.pass(60_000);
  presence.broadcast('general', { type: 'typing', room: 'general', people: [ada] });
  assert.deepEqual([take(), clock.timers], [[], 0]);
});

test('a connection whose codec has no such frame gets nothing, but its person is listed', () => {
  const { presence, clock, take, member } = testPresence();
  presence.enter({ person: toto }, 'general', false);
  presence.enter(member(ada), 'general', false);
  assert.deepEqual(take(), ['Ada: people 2 Toto Ada']);
  clock.pass(250);
  presence.broadcast('general', { type: 'typing', room: 'general', people: [toto] });
  assert.deepEqual(take(), ['Ada: presence 2 here Toto Ada gone', 'Ada: typing']);
});
