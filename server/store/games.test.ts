import assert from 'node:assert/strict';
import { OpenGames } from '../games/open-games.ts';
import type { Queries } from './database.ts';
import {
  startedGames,
  countOpenGames,
  playersOfOpenGames,
  proposalFor,
  proposalsBefore,
  scoreBetween,
  type KeptGame,
} from './games.ts';
import { ada, specify, toto, type FreshStore } from '../test-support/doubles/store-spec.ts';

const open = 10_000;
const people = 1_000;
const aDay = 24 * 60 * 60 * 1_000;

specify('games are found by what they wait for', async (store) => {
  const { database } = store;
  await fourGames(store);
  assert.deepEqual(idsOf(await startedGames(database)), ['begun-01']);
  assert.deepEqual((await playersOfOpenGames(database)).toSorted(), [ada.id, toto.id]);
  const proposed = [3_000, 3_001].map(async (at) => idsOf(await proposalsBefore(database, at)));
  assert.deepEqual(await Promise.all(proposed), [['for-all-1'], ['for-all-1', 'for-eve-1']]);
  const offered = async (person: string, room: string) =>
    (await proposalFor(database, person, room))?.id;
  assert.deepEqual(
    [
      await offered(eve.id, 'general'),
      await offered(ada.id, 'general'),
      await offered(toto.id, 'general'),
      await offered(eve.id, 'tea'),
    ],
    ['for-eve-1', 'for-all-1', undefined, undefined],
  );
});

specify(
  '10,000 open games slow down neither the welcome nor the end of overdue games',
  async (store) => {
    await beginAll(store);
    const welcomes = await cpuOf(async () => {
      for (let n = 0; n < 50; n++) await new OpenGames(store.database).seenBy(`p${n}`);
    });
    const lapse = await cpuOf(() => store.write(ada, { type: 'game.lapse' }, aDay));
    assert.equal(await countOpenGames(store.database, 'p7'), 20);
    // About 30 ms and 7 ms; 300 ms if each reads every open game.
    assert.ok(welcomes < 150 && lapse < 50, `welcomes ${welcomes} ms, lapse ${lapse} ms`);
  },
);

specify('counts come from an index, without reading a game', async ({ database }) => {
  const steps: string[] = [];
  const explaining: Queries = {
    ...database,
    async get(sql, ...values) {
      const plan = await database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
      steps.push(...plan.map(({ detail }) => detail));
      return database.get(sql, ...values);
    },
  };
  await countOpenGames(explaining, 'p1');
  await scoreBetween(explaining, 1, 'morpion', [personAt(1), personAt(2)]);
  const looks = steps.filter((step) => step.includes(' games '));
  assert.deepEqual(
    looks.map((look) => look.split(' (')[0]),
    ['first', 'second', 'first', 'first'].map(
      (of) => `SEARCH games USING COVERING INDEX games_${of}`,
    ),
  );
});

const eve = { id: 'p-eve', name: 'Eve' };

/** An open proposal of Toto, a game in progress, a proposal of Ada to Eve, and a finished game. */
async function fourGames(store: FreshStore): Promise<void> {
  const propose = { type: 'game.propose', room: 'general', game: 'morpion' } as const;
  const accept = (message: string) =>
    ({ type: 'game.accept', id: `accept-${message}`, message }) as const;
  await store.write(eve, { type: 'sign-in', ...eve, hash: 'hash' });
  await store.write(toto, { ...propose, id: 'for-all-1' }, 1_000);
  await store.write(ada, { ...propose, id: 'begun-01' }, 2_000);
  await store.write(toto, accept('begun-01'), 2_000);
  await store.write(ada, { ...propose, id: 'for-eve-1', to: eve.id }, 3_000);
  await store.write(eve, { ...propose, id: 'over-001' }, 4_000);
  await store.write(ada, accept('over-001'), 4_000);
  await store.write(ada, { type: 'game.resign', id: 'resign-1', message: 'over-001' }, 4_000);
}

function idsOf(games: KeptGame[]): string[] {
  return games.map(({ message }) => message.id);
}

/** Copies the game in progress, so that everybody plays twenty games at once. */
async function beginAll(store: FreshStore): Promise<void> {
  const propose = {
    type: 'game.propose',
    id: 'game-000',
    room: 'general',
    game: 'morpion',
  } as const;
  await store.write(personAt(0), propose, 0);
  await store.write(personAt(1), { type: 'game.accept', id: 'accept-0', message: 'game-000' }, 0);
  const copies = `WITH RECURSIVE
    number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${open - 1}),
    game (n, id, one, other) AS (SELECT n, 'game-' || n, 'p' || (n % ${people}),
      'p' || ((n + 1 + n / ${people}) % ${people}) FROM number)`;
  await store.database.transaction(async (queries) => {
    await queries.run(`${copies} INSERT INTO messages (id, room, seq, rev, author, kind, body)
      SELECT game.id, room, n + 2, n + 2, one, kind, json_set(body, '$.id', game.id,
        '$.seq', n + 2, '$.rev', n + 2, '$.at', n,
        '$.seats[0].id', one, '$.author.id', one, '$.seats[1].id', other)
      FROM game, messages WHERE messages.id = 'game-000'`);
    await queries.run(`${copies} INSERT INTO games (message, room, game, first, second, is_open, at, moved)
      SELECT game.id, room, games.game, one, other, is_open, n, n
      FROM game, games WHERE message = 'game-000'`);
    await queries.run('UPDATE rooms SET rev = ?', open + 1);
  });
}

function personAt(n: number) {
  return { id: `p${n}`, name: `P${n}` };
}

/** CPU time of this thread in milliseconds: a checkpoint may be running in another. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
