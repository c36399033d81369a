import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { temporaryFolder } from '../testing.ts';
import { answerTo, keepAnswer } from './people.ts';
import { openSqlite } from './sqlite.ts';

test('an answer given before the answers were put in order is given again', async (t) => {
  const folder = temporaryFolder(t);
  const before = new DatabaseSync(join(folder, 'causette.db'));
  for (const file of ['001-rooms-people-messages.sql', '002-games.sql']) {
    before.exec(readFileSync(join(import.meta.dirname, 'migrations', file), 'utf8'));
  }
  before.exec(`INSERT INTO answers (person, id, rev) VALUES
    ('ada', 'change-2', 7), ('ada', 'change-1', NULL), ('toto', 'change-1', 5)`);
  before.exec('PRAGMA user_version = 2');
  before.close();
  const database = openSqlite(folder);
  t.after(() => database.close());
  await database.transaction((queries) => keepAnswer(queries, 'toto', 'change-2', 9));
  const asked = ['ada', 'toto'].flatMap((person) =>
    ['change-1', 'change-2', 'change-3'].map((id) => answerTo(database, person, id)),
  );
  const revs = (await Promise.all(asked)).map((answer) => answer?.rev);
  assert.deepEqual(revs, [null, 7, undefined, 5, 9, undefined]);
});
