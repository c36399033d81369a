import assert from 'node:assert/strict';
import fs, { type PathLike } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { prepareFolder } from './data-folder.ts';
import { StoreError } from '../database.ts';

const names = [
  'causette.db',
  'causette.db-wal',
  'causette.db-shm',
  'owner.lock',
  'owner.lock-journal',
];

test('a folder that cannot be created or written to is reported', (t) => {
  const folder = join(temporaryFolder(t), 'data');
  const sentence = `The data folder ${folder} cannot be written to.`;
  for (const does of ['mkdirSync', 'accessSync'] as const) {
    const restore = failing(t, does, () => true);
    assert.throws(() => prepareFolder(folder), new StoreError(sentence));
    restore();
  }
});

test('each file without write permission is reported', (t) => {
  const folder = temporaryFolder(t);
  for (const name of names) fs.writeFileSync(join(folder, name), '');
  for (const name of names) {
    const restore = failing(t, 'accessSync', (path) => basename(path) === name);
    const sentence = `The file ${join(folder, name)} cannot be written to.`;
    assert.throws(() => prepareFolder(folder), new StoreError(sentence));
    restore();
  }
});

test('a file that cannot be created is reported with its cause', (t) => {
  for (const name of ['causette.db', 'owner.lock']) {
    const folder = temporaryFolder(t);
    const restore = failing(t, 'openSync', (path) => basename(path) === name);
    const message = `The file ${join(folder, name)} cannot be written to.`;
    assert.throws(() => prepareFolder(folder), { message, cause: denied });
    restore();
  }
});

test('a path that cannot be made private can be used anyway', (t) => {
  const folder = temporaryFolder(t);
  fs.chmodSync(folder, 0o755);
  const restore = failing(t, 'chmodSync', () => true);
  const { database, lock } = prepareFolder(folder);
  restore();
  assert.deepEqual([database, lock], [join(folder, 'causette.db'), join(folder, 'owner.lock')]);
});

test('files of another user keep their permissions', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'causette.db');
  fs.writeFileSync(file, '');
  fs.chmodSync(file, 0o644);
  t.mock.method(process as Required<typeof process>, 'getuid', () => fs.statSync(file).uid + 1);
  prepareFolder(folder);
  assert.equal(fs.statSync(file).mode & 0o777, 0o644);
});

test('the owner’s permissions of a file are kept, also to execute it', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'causette.db');
  fs.writeFileSync(file, '');
  for (const [before, after] of [
    [0o777, 0o700],
    [0o640, 0o600],
    [0o604, 0o600],
  ] as const) {
    fs.chmodSync(file, before);
    prepareFolder(folder);
    assert.equal(fs.statSync(file).mode & 0o777, after);
  }
});

const denied = Object.assign(new Error('denied'), { code: 'EACCES' });

/**
 * Makes a function of the file system fail for some paths until the returned function is called.
 */
function failing(
  t: TestContext,
  name: 'mkdirSync' | 'accessSync' | 'openSync' | 'chmodSync',
  isFailing: (path: string) => boolean,
): () => void {
  const real = fs[name] as (...all: [PathLike, ...never[]]) => unknown;
  const mock = t.mock.method(fs, name, (...all: [PathLike, ...never[]]) => {
    if (isFailing(String(all[0]))) throw denied;
    return real(...all);
  });
  syncBuiltinESMExports();
  const restore = (): void => {
    mock.mock.restore();
    syncBuiltinESMExports();
  };
  t.after(restore);
  return restore;
}
