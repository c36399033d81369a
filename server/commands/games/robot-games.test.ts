import assert from 'node:assert/strict';
import { limits } from '../../../protocol/limits.ts';
import type { Person } from '../../../protocol/model.ts';
import { newGuest } from '../../access/guests.ts';
import { ada, specify, toto, type FreshStore } from '../../test-support/doubles/store-spec.ts';
import { codeOf } from '../../test-support/doubles/outcomes.ts';

const robot = { id: 'robot', name: 'Robot' };
const junior = { id: 'robot-junior', name: 'Robot Junior' };
const ack = 'changed';
const refused = 'too_many_bot_games';

specify('one person has at most a few open games with a bot', async (store) => {
  await robotsComeIn(store);
  const people = [1, 2, 3, 4].map(() => toto);
  assert.deepEqual(await proposeAll(store, people), [ack, ack, ack, refused]);
  assert.deepEqual(await proposeAll(store, [toto], junior), [ack]);
  assert.deepEqual(await proposeAll(store, [ada]), [ack]);
  assert.deepEqual(await proposeAll(store, [ada, ada, ada, ada], toto), [ack, ack, ack, ack]);
});

specify('an ended game frees its place for another, also for a rematch', async (store) => {
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

specify('a rematch with a bot counts as one of the games', async (store) => {
  await robotsComeIn(store);
  await proposeAll(store, [toto]);
  const first = gameId(games);
  await store.write(robot, { type: 'game.accept', id: 'accept-1', message: first });
  await store.write(toto, { type: 'game.resign', id: 'resign-1', message: first });
  await proposeAll(store, [toto, toto, toto]);
  const again = { type: 'game.propose', room: 'general', game: 'morpion', again: first } as const;
  assert.equal(codeOf(await store.write(toto, { ...again, id: 'again-01' })), refused);
});

specify("all guests together get half of a bot's games", async (store) => {
  await robotsComeIn(store);
  const crowd = Array.from({ length: limits.guestRobotGames + 1 }, newGuest);
  const codes = await proposeAll(store, crowd);
  assert.deepEqual(codes, [...Array<string>(limits.guestRobotGames).fill(ack), refused]);
  assert.deepEqual(await proposeAll(store, [newGuest()], junior), [ack]);
  assert.deepEqual(await proposeAll(store, [toto]), [ack]);
});

specify('40 people can have three games each with one bot', async (store) => {
  await robotsComeIn(store);
  const three = Array.from({ length: 40 }, (_, n) => pupil(n)).flatMap((one) => [one, one, one]);
  const codes = await proposeAll(store, three);
  const last = games;
  assert.deepEqual(codes, Array<string>(120).fill(ack));
  for (let game = last - 119; game <= last; game++) {
    const change = { type: 'game.accept', id: `accept-${game}`, message: gameId(game) } as const;
    assert.equal(codeOf(await store.write(robot, change)), ack);
  }
});

specify('a bot with the maximum of games refuses another one with its reason', async (store) => {
  await robotsComeIn(store);
  const crowd = Array.from({ length: limits.allBotGames + 1 }, (_, n) => pupil(n));
  const codes = await proposeAll(store, crowd);
  assert.deepEqual(codes, [...Array<string>(limits.allBotGames).fill(ack), 'bot_busy']);
  assert.deepEqual(await proposeAll(store, [toto], junior), [ack]);
  const back = { type: 'game.withdraw', id: 'back-001', message: gameId(games - 2) } as const;
  assert.equal(codeOf(await store.write(crowd.at(-2)!, back)), ack);
  assert.deepEqual(await proposeAll(store, [toto]), [ack]);
});

specify('a guest has the same limit as other people', async (store) => {
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

/** The outcome of a proposal by each of these people to one person. */
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
