import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { execute, type Change } from '../../commands/registry.ts';
import { openSqlite } from './open.ts';
import { settings, toto } from '../../test-support/doubles/store-spec.ts';

test('deleted and edited texts are overwritten in the file', async (t) => {
  const folder = temporaryFolder(t);
  const database = openSqlite(folder);
  const write = (change: Change) =>
    database.transaction((queries) => execute(queries, { by: toto, at: 1, change }, settings));
  // Short and long texts: SQLite stores a long row on overflow pages.
  const lengths = [1, 20, 500, 4_000];
  for (const length of lengths) {
    for (const kind of ['deleted', 'edited', 'kept']) {
      const text = `secret-${kind} `.repeat(Math.ceil(length / 15)).trim();
      await write({ type: 'post', id: `${kind}-${length}`, room: 'general', text });
    }
  }
  for (const length of lengths) {
    const [id, message] = [`delete-${length}`, `deleted-${length}`];
    await write({ type: 'delete', id: id.padEnd(8, '0'), message });
    const edit = { type: 'edit', id: `edit-00${length}`, message: `edited-${length}` } as const;
    await write({ ...edit, text: 'fine' });
  }
  database.close();
  assert.deepEqual(readdirSync(folder).toSorted(), ['causette.db', 'owner.lock']);
  const bytes = readFileSync(join(folder, 'causette.db'));
  assert.deepEqual(
    ['deleted', 'edited', 'kept'].map((kind) => bytes.includes(`secret-${kind}`)),
    [false, false, true],
  );
});
