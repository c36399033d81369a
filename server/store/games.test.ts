import assert from 'node:assert/strict';
import { carryOut } from '../commands/changes.ts';
import { OpenGames } from '../open-games.ts';
import type { Queries } from './database.ts';
import { countOpenGames, scoreBetween } from './games.ts';
import { ada, settings, specify, type FreshStore } from './testing.ts';

const open = 10_000;
const people = 1_000;
const aDay = 24 * 60 * 60 * 1_000;

specify('10,000 open games make neither a welcome nor a lapse slow', async (store) => {
  await beginAll(store);
  const welcomes = await cpuOf(async () => {
    for (let n = 0; n < 50; n++) await new OpenGames(store.database).seenBy(`p${n}`);
  });
  const lapse = await cpuOf(() => store.write(ada, { type: 'game.lapse' }, aDay));
  assert.equal(await countOpenGames(store.database, 'p7'), 20);
  // About 30 ms and 7 ms; 300 ms when every open game is read for each.
  assert.ok(welcomes < 150 && lapse < 50, `welcomes ${welcomes} ms, lapse ${lapse} ms`);
});

specify('what is counted is counted in an index: no game is read for it', async ({ database }) => {
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

/** Everybody plays twenty games at once. */
async function beginAll(store: FreshStore): Promise<void> {
  await store.database.transaction(async (queries) => {
    for (let n = 0; n < open; n++) {
      const [one, other] = [n, n + 1 + Math.floor(n / people)].map((at) => personAt(at % people));
      const id = `game-${n}`;
      const propose = { type: 'game.propose', id, room: 'general', game: 'morpion' } as const;
      const accept = { type: 'game.accept', id: `accept-${n}`, message: id } as const;
      await carryOut(queries, { by: one!, at: n, change: propose }, settings);
      await carryOut(queries, { by: other!, at: n, change: accept }, settings);
    }
  });
}

function personAt(n: number) {
  return { id: `p${n}`, name: `P${n}` };
}

/** Milliseconds of the processor, on this thread: a checkpoint may be going on in another. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
