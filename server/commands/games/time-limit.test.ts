import assert from 'node:assert/strict';
import { limits } from '../../../protocol/limits.ts';
import type { GameMessage, Person } from '../../../protocol/model.ts';
import type { Outcome } from '../outcome.ts';
import { ada, specify, toto, type FreshStore } from '../../test-support/doubles/store-spec.ts';

const aMinute = 60_000;
const anHour = 60 * aMinute;
const aDay = 24 * anHour;
const robot = { id: 'robot', name: 'Robot' };
const begins = 1_000;

specify('a player who does not move for a day loses, and not earlier', async (store) => {
  await begin(store, toto, ada);
  assert.deepEqual(await lapse(store, begins + aDay), []);
  const won = { is: 'won', seat: 1, by: 'time' };
  assert.deepEqual(await lapse(store, begins + aDay + 1), [won]);
  assert.deepEqual(await lapse(store, begins + aDay + 2), []);
});

specify(
  'the limit counts from the last move, against the player whose turn it is',
  async (store) => {
    await begin(store, toto, ada);
    await play(store, toto, 0, begins + aDay);
    assert.deepEqual(await lapse(store, begins + 2 * aDay), []);
    const won = { is: 'won', seat: 0, by: 'time' };
    assert.deepEqual(await lapse(store, begins + 2 * aDay + 1), [won]);
  },
);

specify('the limit starts when the seat is taken, not when the game is proposed', async (store) => {
  await store.write(toto, proposal(), begins);
  await store.write(ada, accepting, begins + aDay);
  assert.deepEqual(await lapse(store, begins + aDay + 1), []);
  assert.deepEqual(await lapse(store, begins + 2 * aDay + 1), [{ is: 'won', seat: 1, by: 'time' }]);
});

specify('games against a bot have a limit of ten minutes, for the bot too', async (store) => {
  await begin(store, toto, robot);
  assert.deepEqual(await lapse(store, begins + 10 * aMinute), []);
  await play(store, toto, 0, begins + 10 * aMinute);
  assert.deepEqual(await lapse(store, begins + 20 * aMinute), []);
  const late = begins + 20 * aMinute + 1;
  assert.deepEqual(await lapse(store, late), [{ is: 'won', seat: 0, by: 'time' }]);
});

specify('a game with a bot that is late for a day is lost once', async (store) => {
  await begin(store, toto, robot);
  const won = { is: 'won', seat: 1, by: 'time' };
  assert.deepEqual(await lapse(store, begins + 2 * aDay), [won]);
});

specify('a finished game is not lost on time', async (store) => {
  await begin(store, toto, ada);
  await store.write(ada, { type: 'game.resign', id: 'resign-1', message: 'game-001' }, begins);
  assert.deepEqual(await lapse(store, begins + 2 * aDay), []);
});

specify('a win on time counts in the score', async (store) => {
  await begin(store, toto, ada);
  await lapse(store, begins + 2 * aDay);
  const again = { ...proposal(), id: 'game-002', again: 'game-001' };
  const [next] = gamesIn(await store.write(ada, again, begins + 2 * aDay));
  assert.deepEqual([next?.seats[0]?.id, next?.score], [ada.id, [1, 0]]);
});

specify('after a clock change the time of the last move moves along', async (store) => {
  for (const jump of [-aDay, aDay]) {
    const id = `game${jump}`;
    await begin(store, toto, robot, id);
    const now = begins + jump + 4 * aMinute;
    await store.write(ada, { type: 'game.clock', by: jump }, now);
    assert.deepEqual(await lapse(store, begins + jump + 10 * aMinute), []);
    const [won] = await lapse(store, begins + jump + 10 * aMinute + 1);
    assert.deepEqual(won, { is: 'won', seat: 1, by: 'time' });
  }
});

specify(
  'no move lies in the future: after the clock was set back nobody gets an extra day',
  async (store) => {
    await begin(store, toto, robot);
    await store.write(ada, { type: 'game.clock', by: 0 }, begins - aDay);
    assert.deepEqual(await lapse(store, begins - aDay + 10 * aMinute), []);
    assert.equal((await lapse(store, begins - aDay + 10 * aMinute + 1)).length, 1);
  },
);

specify('a proposal that nobody accepts is closed after its hours', async (store) => {
  await store.write(toto, proposal(), begins);
  const hours = limits.proposal * anHour;
  assert.deepEqual(await lapse(store, begins + hours), []);
  assert.deepEqual(await lapse(store, begins + hours + 1), [{ is: 'lapsed' }]);
  assert.deepEqual(await lapse(store, begins + hours + 2), []);
});

specify('many overdue games end a hundred at a time', async (store) => {
  for (let n = 0; n < 15; n++) await beginTen(store, n);
  const counts: number[] = [];
  for (let n = 0; n < 3; n++) counts.push((await lapse(store, 2 * aDay)).length);
  assert.deepEqual(counts, [100, 50, 0]);
});

const accepting = { type: 'game.accept', id: 'accept-1', message: 'game-001' } as const;

function proposal(id = 'game-001') {
  return { type: 'game.propose', id, room: 'general', game: 'morpion' } as const;
}

async function begin(store: FreshStore, first: Person, second: Person, id = 'game-001') {
  await store.write(second, { type: 'sign-in', ...second, hash: `${second.id} ${id}` }, begins);
  await store.write(first, { ...proposal(id), to: second.id }, begins);
  await store.write(second, { ...accepting, id: `take-${id}`, message: id }, begins);
}

async function beginTen(store: FreshStore, n: number): Promise<void> {
  const [first, second] = [0, 1].map((seat) => ({ id: `p-${n}-${seat}`, name: 'P' }));
  for (let game = 0; game < 10; game++) {
    const id = `game-${n}-${game}`;
    await store.together(first!, proposal(id));
    await store.together(second!, { ...accepting, id: `take-${id}`, message: id });
  }
}

function play(store: FreshStore, by: Person, ply: number, at: number): Promise<Outcome> {
  const id = `play-${ply}-1`;
  return store.write(by, { type: 'game.play', id, message: 'game-001', ply, move: ply }, at);
}

async function lapse(store: FreshStore, at: number) {
  return gamesIn(await store.write(ada, { type: 'game.lapse' }, at)).map(({ result }) => result);
}

function gamesIn(outcome: Outcome): GameMessage[] {
  assert.equal(outcome.is, 'changed');
  return outcome.changed.map(({ message }) => message as GameMessage);
}
