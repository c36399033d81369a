import assert from 'node:assert/strict';
import { limits } from '../../../protocol/limits.ts';
import type { Person } from '../../../protocol/model.ts';
import { newGuest } from '../guests.ts';
import { ada, specify, toto, type FreshStore } from '../../test-support/store-spec.ts';
import { codeOf } from '../../test-support/outcomes.ts';

const robot = { id: 'robot', name: 'Robot' };
const junior = { id: 'robot-junior', name: 'Robot Junior' };
const ack = 'changed';
const refused = 'too_many_bot_games';

specify('one person has a few open games with a robot, and no more', async (store) => {
  await robotsComeIn(store);
  const asked = [1, 2, 3, 4].map(() => toto);
  assert.deepEqual(await proposeAll(store, asked), [ack, ack, ack, refused]);
  assert.deepEqual(await proposeAll(store, [toto], junior), [ack]);
  assert.deepEqual(await proposeAll(store, [ada]), [ack]);
  assert.deepEqual(await proposeAll(store, [ada, ada, ada, ada], toto), [ack, ack, ack, ack]);
});

specify('a game that has ended makes room for the next, a rematch too', async (store) => {
  await robotsComeIn(store);
  await proposeAll(store, [toto, toto, toto]);
  const first = gameId(games - 2);
  await store.write(robot, { type: 'game.accept', id: 'accept-1', message: first });
  const again = { type: 'game.propose', room: 'general', game: 'morpion', again: first } as const;
  await store.write(toto, { type: 'game.resign', id: 'resign-1', message: first });
  assert.equal(codeOf(await store.write(toto, { ...again, id: 'again-01' })), ack);
  await store.write(toto, { type: 'game.withdraw', id: 'back-001', message: 'again-01' });
  assert.deepEqual(await proposeAll(store, [toto]), [ack]);
  assert.equal(codeOf(await store.write(toto, { ...again, id: 'again-02' })), 'stale');
});

specify('a rematch with a robot is one of the few', async (store) => {
  await robotsComeIn(store);
  await proposeAll(store, [toto]);
  const first = gameId(games);
  await store.write(robot, { type: 'game.accept', id: 'accept-1', message: first });
  await store.write(toto, { type: 'game.resign', id: 'resign-1', message: first });
  await proposeAll(store, [toto, toto, toto]);
  const again = { type: 'game.propose', room: 'general', game: 'morpion', again: first } as const;
  assert.equal(codeOf(await store.write(toto, { ...again, id: 'again-01' })), refused);
});

specify('all guests together have half of the games of a robot', async (store) => {
  await robotsComeIn(store);
  const crowd = Array.from({ length: limits.guestRobotGames + 1 }, newGuest);
  const codes = await proposeAll(store, crowd);
  assert.deepEqual(codes, [...Array<string>(limits.guestRobotGames).fill(ack), refused]);
  assert.deepEqual(await proposeAll(store, [newGuest()], junior), [ack]);
  assert.deepEqual(await proposeAll(store, [toto]), [ack]);
});

specify(
  'a class of 40 has three games each with one robot, which takes them all',
  async (store) => {
    await robotsComeIn(store);
    const three = Array.from({ length: 40 }, (_, n) => pupil(n)).flatMap((one) => [one, one, one]);
    const codes = await proposeAll(store, three);
    const last = games;
    assert.deepEqual(codes, Array<string>(120).fill(ack));
    for (let game = last - 119; game <= last; game++) {
      const change = { type: 'game.accept', id: `accept-${game}`, message: gameId(game) } as const;
      assert.equal(codeOf(await store.write(robot, change)), ack);
    }
  },
);

specify(
  'a robot with all the games that it may have refuses one more, and says so',
  async (store) => {
    await robotsComeIn(store);
    const crowd = Array.from({ length: limits.allBotGames + 1 }, (_, n) => pupil(n));
    const codes = await proposeAll(store, crowd);
    assert.deepEqual(codes, [...Array<string>(limits.allBotGames).fill(ack), 'bot_busy']);
    assert.deepEqual(await proposeAll(store, [toto], junior), [ack]);
    const back = { type: 'game.withdraw', id: 'back-001', message: gameId(games - 2) } as const;
    assert.equal(codeOf(await store.write(crowd.at(-2)!, back)), ack);
    assert.deepEqual(await proposeAll(store, [toto]), [ack]);
  },
);

specify('one guest has as few as anybody', async (store) => {
  await robotsComeIn(store);
  const guest = newGuest();
  const codes = await proposeAll(store, [guest, guest, guest, guest]);
  assert.deepEqual(codes, [ack, ack, ack, refused]);
});

let games = 0;

async function robotsComeIn(store: FreshStore): Promise<void> {
  for (const person of [robot, junior, toto]) {
    await store.write(person, { type: 'sign-in', ...person, hash: person.id });
  }
}

/** What each of these is answered who proposes a game to one person. */
async function proposeAll(store: FreshStore, people: Person[], to: Person = robot) {
  const codes: string[] = [];
  for (const by of people) {
    games += 1;
    const id = gameId(games);
    const change = { type: 'game.propose', id, room: 'general', game: 'morpion' } as const;
    codes.push(codeOf(await store.write(by, { ...change, to: to.id })));
  }
  return codes;
}

function pupil(number: number): Person {
  return { id: `pupil-${number}`, name: `Pupil ${number}` };
}

function gameId(number: number): string {
  return `the-game-${number}`;
}
