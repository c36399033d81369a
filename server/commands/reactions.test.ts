import assert from 'node:assert/strict';
import { limits } from '../../protocol/limits.ts';
import type { Person, TextMessage } from '../../protocol/model.ts';
import { changesAfter } from '../store/messages.ts';
import type { Queries } from '../store/database.ts';
import { firstToReact, reactedTo } from '../store/reactions.ts';
import { settings, specify, toto, type FreshStore } from '../test-support/doubles/store-spec.ts';
import { execute } from './registry.ts';
import type { Outcome } from './outcome.ts';
import { codeOf } from '../test-support/doubles/outcomes.ts';

const named = limits.reactionNames;
const crowd = Array.from({ length: named + 3 }, (_, n) => ({ id: `p-${n}`, name: `P ${n}` }));
const faces = ['😀', '😃', '😄', '😁', '😆', '😅', '🤣', '😂', '🙂', '🙃', '😉', '😊'];
const emoji = [...faces, '😇', '🥰', '😍', '🤩', '😘', '😗', '😚', '😙', '👍'];

specify('a message counts the reactions per emoji and names the first person', async (store) => {
  await store.post(toto, 'hello-01');
  await reactAll(store, crowd);
  const first = crowd.slice(0, named);
  assert.deepEqual(await reactions(store), [{ emoji: '👍', count: crowd.length, by: first }]);
});

specify('when the first person takes a reaction back, the next one is named', async (store) => {
  await store.post(toto, 'hello-01');
  await reactAll(store, crowd);
  await react(store, crowd[0]!, false);
  await react(store, crowd[named + 1]!, false);
  await react(store, crowd[3]!, false);
  const left = crowd.filter((_, n) => ![0, 3, named + 1].includes(n));
  const by = left.slice(0, named);
  assert.deepEqual(await reactions(store), [{ emoji: '👍', count: left.length, by }]);
  await react(store, crowd[0]!, true);
  const again = [...left, crowd[0]!];
  assert.deepEqual(await reactedTo(store.database, place, 'p-0', '👍'), {
    own: ['👍'],
    people: again,
  });
});

specify(
  'a person not named in the message can find out that they reacted, and who else did',
  async (store) => {
    await store.post(toto, 'hello-01');
    await reactAll(store, crowd);
    const last = crowd.at(-1)!;
    await react(store, last, true, '🎉');
    const { database } = store;
    assert.deepEqual(await reactedTo(database, place, last.id), { own: ['👍', '🎉'], people: [] });
    assert.deepEqual(await reactedTo(database, place, 'p-1', '🎉'), {
      own: ['👍'],
      people: [last],
    });
    assert.equal(await reactedTo(database, ['general', 'hello-09'], last.id), undefined);
    assert.equal(await reactedTo(database, ['tea', 'hello-01'], last.id), undefined);
  },
);

specify('the people of a reaction are read page by page, each person once', async (store) => {
  await store.post(toto, 'hello-01');
  const many = Array.from({ length: 2 * limits.page }, (_, n) => ({
    id: `p-${n}`,
    name: `P ${n}`,
  }));
  await reactAll(store, many);
  const read: Person[][] = [];
  for (let after: number | undefined = -1; after !== undefined;) {
    const page = await reactedTo(store.database, place, 'p-0', '👍', after);
    read.push(page!.people);
    after = page!.next;
  }
  assert.deepEqual(read, [many.slice(0, limits.page), many.slice(limits.page)]);
});

specify('the thousandth reaction costs no more than the hundredth', async (store) => {
  await store.post(toto, 'hello-01');
  const many = Array.from({ length: 1_000 }, (_, n) => ({ id: `p-${n}`, name: `P ${n}` }));
  const outcomes = await reactAll(store, many);
  const sizes = outcomes.map((outcome) => JSON.stringify(outcome).length);
  assert.ok(sizes[99]! < 1_000 && sizes[999]! - sizes[99]! < 4, `${sizes[99]}, ${sizes[999]}`);
  assert.deepEqual(await stepsOf(store), [
    'SEARCH reactions USING INDEX reactions_place (message=? AND emoji=?)',
  ]);
});

specify(
  'a message has at most so many different emoji, from all people together',
  async (store) => {
    await store.post(toto, 'hello-01');
    for (const each of emoji.slice(0, limits.reactions)) await react(store, toto, true, each);
    const more = emoji[limits.reactions]!;
    assert.equal(codeOf(await react(store, crowd[0]!, true, more)), 'too_many_reactions');
    assert.equal(codeOf(await react(store, crowd[0]!, false, more)), 'done');
    assert.equal(codeOf(await react(store, crowd[0]!, true, emoji[0])), 'changed');
    assert.equal((await reactions(store))?.length, limits.reactions);
    await react(store, toto, false, emoji[1]);
    assert.equal(codeOf(await react(store, crowd[0]!, true, more)), 'changed');
  },
);

specify('reactions to a deleted message are deleted', async (store) => {
  await store.post(toto, 'hello-01');
  await store.post(toto, 'hello-02');
  for (const message of ['hello-01', 'hello-02']) await react(store, toto, true, '👍', message);
  await store.write(toto, { type: 'delete', id: 'delete-1', message: 'hello-01' });
  const kept = await store.database.all('SELECT message, emoji FROM reactions');
  assert.deepEqual(
    kept.map((row) => ({ ...(row as object) })),
    [{ message: 'hello-02', emoji: '👍' }],
  );
});

specify('an edit keeps the reactions', async (store) => {
  await store.post(toto, 'hello-01');
  await react(store, toto, true);
  const before = await reactions(store);
  await store.write(toto, { type: 'edit', id: 'edit-001', message: 'hello-01', text: 'hi' });
  assert.deepEqual(await reactions(store), before);
});

/** Adds the reactions one by one in one transaction. */
function reactAll({ database }: FreshStore, people: Person[]): Promise<Outcome[]> {
  return database.transaction(async (queries) => {
    const outcomes: Outcome[] = [];
    for (const by of people) {
      requests += 1;
      const id = `react-${requests}`;
      const change = { type: 'react', id, message: 'hello-01', emoji: '👍', on: true } as const;
      outcomes.push(await execute(queries, { by, at: 1_000, change }, settings));
    }
    return outcomes;
  });
}

/** The query plan of the first person who reacted. */
async function stepsOf({ database }: FreshStore): Promise<string[]> {
  const steps: string[] = [];
  const explaining: Queries = {
    ...database,
    async all(sql, ...values) {
      const plan = await database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
      steps.push(...plan.map(({ detail }) => detail));
      return [];
    },
  };
  await firstToReact(explaining, 'hello-01', '👍');
  return steps;
}

const place: [string, string] = ['general', 'hello-01'];
let requests = 0;

function react(
  store: FreshStore,
  by: Person,
  on: boolean,
  put = '👍',
  message = 'hello-01',
): Promise<Outcome> {
  requests += 1;
  return store.write(by, { type: 'react', id: `react-${requests}`, message, emoji: put, on });
}

async function reactions({ database }: FreshStore) {
  const { changes } = (await changesAfter(database, 'general', 0))!;
  return (changes.messages[0] as TextMessage).reactions;
}
