import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import type { Message, Person } from '../../../protocol/model.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import type { Database } from '../database.ts';
import { changesAfter } from '../messages.ts';
import { epochOf } from '../meta.ts';
import { answerTo, saveAnswer } from '../answers.ts';
import { reactedTo } from '../reactions.ts';
import { RoomList } from '../room-list.ts';
import { openSqlite } from './open.ts';
import { toto } from '../../test-support/doubles/store-spec.ts';

const migrations = join(import.meta.dirname, 'migrations');

test('answers from before migration 3 are kept', async (t) => {
  const database = migrated(
    t,
    'answers-in-order-of-time',
    `INSERT INTO answers (person, id, rev) VALUES
      ('ada', 'change-2', 7), ('ada', 'change-1', NULL), ('toto', 'change-1', 5)`,
  );
  await database.transaction((queries) =>
    saveAnswer(queries, { person: 'toto', id: 'change-2', rev: 9 }),
  );
  const answers = ['ada', 'toto'].flatMap((person) =>
    ['change-1', 'change-2', 'change-3'].map((id) => answerTo(database, person, id)),
  );
  const revs = (await Promise.all(answers)).map((answer) => answer?.rev);
  assert.deepEqual(revs, [null, 7, undefined, 5, 9, undefined]);
});

test('reactions from before migration 6 are counted, and the first people are named', async (t) => {
  const crowd = Array.from({ length: 13 }, (_, n) => ({ id: `p-${n}`, name: `It’s ${n}` }));
  const text = { id: 'hello-01', seq: 1, rev: 15, author: toto, at: 0, kind: 'text', text: 'hi' };
  const before = { ...text, reactions: reactionsOf(crowd, ['p-12']) };
  const bare = { ...text, id: 'hello-02', seq: 2, rev: 2 };
  const database = migrated(t, 'reactions-of-their-own', [before, bare].map(inserted).join(';'));
  const { changes } = (await changesAfter(database, 'general', 0))!;
  assert.deepEqual(changes.messages, [
    bare,
    {
      ...text,
      reactions: [
        { emoji: '👍', count: 13, by: crowd.slice(0, 10) },
        { emoji: '🎉', count: 1, by: [crowd[12]] },
      ],
    },
  ]);
  const reacted = await reactedTo(database, ['general', 'hello-01'], 'p-12', '👍');
  assert.deepEqual(reacted, { own: ['🎉', '👍'], people: crowd });
});

test('clients start over only where the migration has changed messages', async (t) => {
  const text = { id: 'hello-01', seq: 1, rev: 1, author: toto, at: 0, kind: 'text', text: 'hi' };
  const epoch = "; UPDATE store SET epoch = 'before'";
  const without = migrated(t, 'reactions-of-their-own', inserted(text) + epoch);
  assert.equal(await epochOf(without), 'before');
  const reactions = reactionsOf([toto], []);
  const reacted = { ...text, reactions };
  const withSome = migrated(t, 'reactions-of-their-own', inserted(reacted) + epoch);
  assert.notEqual(await epochOf(withSome), 'before');
});

test('an older room gets its path as its title, and keeps the time of its last post', async (t) => {
  const text = {
    id: 'hello-01',
    seq: 1,
    rev: 1,
    author: toto,
    at: 1_234,
    kind: 'text',
    text: 'hi',
  };
  const made = "INSERT INTO rooms (name, key, topic, rev, at) VALUES ('tea', 'tea', '', 0, 77)";
  const database = migrated(t, 'names-as-written', `${inserted(text)} WHERE id = 1; ${made}`);
  const rooms = await new RoomList(database).seenBy('p-ada');
  assert.deepEqual(
    rooms.map(({ id, name, at }) => ({ id, name, at })),
    [
      { id: 'general', name: 'general', at: 1_234 },
      { id: 'tea', name: 'tea', at: 77 },
    ],
  );
});

/** A store with these rows from before a migration, opened with the current version. */
function migrated(t: TestContext, migration: string, sql: string): Database {
  const folder = temporaryFolder(t);
  const before = new DatabaseSync(join(folder, 'causette.db'));
  const files = readdirSync(migrations).sort();
  const version = files.findIndex((file) => file.endsWith(`-${migration}.sql`));
  for (const file of files.slice(0, version))
    before.exec(readFileSync(join(migrations, file), 'utf8'));
  before.exec(`${sql}; PRAGMA user_version = ${version}`);
  before.close();
  const database = openSqlite(folder);
  t.after(() => database.close());
  return database;
}

function inserted(message: Pick<Message, 'id' | 'seq' | 'rev'> & object): string {
  const { id, seq, rev } = message;
  const body = JSON.stringify(message).replaceAll("'", "''");
  return `INSERT INTO messages VALUES ('${id}', 1, ${seq}, ${rev}, 'p-toto', 'text', '${body}');
    UPDATE rooms SET rev = max(rev, ${rev})`;
}

/** Reactions as they were in a message: everybody by name. */
function reactionsOf(thumbs: Person[], party: string[]) {
  const by = thumbs.filter(({ id }) => party.includes(id));
  return [{ emoji: '👍', by: thumbs }, ...(by.length > 0 ? [{ emoji: '🎉', by }] : [])];
}
