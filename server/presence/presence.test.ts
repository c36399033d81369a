import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../../protocol/limits.ts';
import { ada, toto } from '../test-support/store-spec.ts';
import { inPresence, names, person } from '../test-support/test-presence.ts';

test('who comes is shown who is here at once, and the others within a quarter of a second', () => {
  const { presence, clock, member, take } = inPresence();
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
  const news = 'presence 2 here Ada(away) gone';
  assert.deepEqual(take(), [`Toto: ${news}`, `Ada: ${news}`]);
});

test('who goes stays for ten seconds, in case it is a reload', () => {
  const { presence, clock, member, take } = inPresence();
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

test('who looks at another room has left this one at once', () => {
  const { presence, clock, member, take } = inPresence();
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

test('a person is away who looks away in every tab, and is told of once', () => {
  const { presence, clock, member, take } = inPresence();
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

test('who takes another name is told of by it', () => {
  const { presence, clock, member, take } = inPresence();
  const guest = member({ id: 'guest-1', name: 'Guest' });
  presence.enter(guest, 'general', false);
  clock.pass(250);
  take();
  presence.leave(guest);
  presence.enter(member({ id: 'guest-1', name: 'Eve' }), 'general', false);
  clock.pass(60_000);
  assert.deepEqual(take(), ['Eve: people 1 Eve', 'Eve: presence 1 here Eve gone']);
});

test('a connection that ends twice is told of once, ten seconds after it ended first', () => {
  const { presence, clock, member, take } = inPresence();
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

test('who takes another name in one tab has it in all, and is as away as before', () => {
  const { presence, clock, member, take } = inPresence();
  const guest = { id: 'guest-1', name: 'Guest' };
  const [one, other] = [member(guest), member({ ...guest, name: 'Eve' })];
  presence.enter(one, 'general', true);
  clock.pass(250);
  take();
  presence.enter(other, 'general', true);
  clock.pass(250);
  const news = 'presence 1 here Eve(away) gone';
  assert.deepEqual(take(), ['Eve: people 1 Eve(away)', `Guest: ${news}`, `Eve: ${news}`]);
});

test('as long as a list names all, who came and went between two tellings is told of', () => {
  const { presence, clock, member, take } = inPresence();
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

test('who could not take a difference gets the whole list with the next one', () => {
  const { presence, clock, member, take, clogged } = inPresence();
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
  const told = take();
  assert.equal(told[1], 'Toto: people 3 Toto Ada Eve');
  assert.equal(told[2], 'Ada: presence 3 here Eve gone');
  presence.enter(slow, 'general', true);
  clock.pass(250);
  assert.equal(take()[0], 'Toto: presence 3 here Toto(away) gone');
});

test('who came and went before the room was told is told of as gone: a list may name them', () => {
  const { presence, clock, member, take } = inPresence();
  presence.enter(member(toto), 'general', false);
  clock.pass(250);
  take();
  const mover = member(ada);
  presence.enter(mover, 'general', false);
  presence.enter(member({ id: 'p-eve', name: 'Eve' }), 'general', false);
  assert.equal(take()[1], 'Eve: people 3 Toto Ada Eve');
  presence.enter(mover, 'tea', false);
  clock.pass(250);
  const news = 'presence 2 here Eve gone Ada';
  assert.deepEqual(take().slice(1, 3), [`Toto: ${news}`, `Eve: ${news}`]);
});

test('a crowd is told less often, of those whom a list names, and the count', () => {
  const { presence, clock, member, take } = inPresence();
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
  const told = take();
  assert.deepEqual(
    [told[0], told.at(-1)],
    ['0: presence 202 here gone', `201: people 202 ${names(0, 200)}`],
  );
  presence.leave(members[0]!);
  clock.pass(10_500);
  assert.equal(take()[0], '1: presence 201 here 200 gone 0');
});

test('one more tab of somebody in a crowd gets the list within half a second', () => {
  const { presence, clock, member, take } = inPresence();
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

test('a room is shown something where it keeps up, and of who is gone nothing is left', () => {
  const { presence, clock, member, take } = inPresence();
  const [here, elsewhere] = [member(toto), member(ada)];
  presence.enter(here, 'general', false);
  presence.enter(elsewhere, 'tea', false);
  clock.pass(250);
  take();
  presence.showAll('general', { type: 'typing', room: 'general', people: [ada] });
  assert.deepEqual(take(), ['Toto: typing']);
  for (const each of [here, elsewhere, here]) presence.leave(each);
  clock.pass(60_000);
  presence.showAll('general', { type: 'typing', room: 'general', people: [ada] });
  assert.deepEqual([take(), clock.timers], [[], 0]);
});

test('who has no words for it is shown nothing, and is here all the same', () => {
  const { presence, clock, take, member } = inPresence();
  presence.enter({ person: toto }, 'general', false);
  presence.enter(member(ada), 'general', false);
  assert.deepEqual(take(), ['Ada: people 2 Toto Ada']);
  clock.pass(250);
  presence.showAll('general', { type: 'typing', room: 'general', people: [toto] });
  assert.deepEqual(take(), ['Ada: presence 2 here Toto Ada gone', 'Ada: typing']);
});
