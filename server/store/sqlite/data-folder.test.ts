import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { realDisk } from './disk.ts';
import { openSqlite } from './open.ts';

const names = [
  'causette.db',
  'causette.db-shm',
  'causette.db-wal',
  'owner.lock',
  'owner.lock-journal',
];

test('a new folder and its files are accessible to this user only', (t) => {
  const folder = join(temporaryFolder(t), 'deep', 'data');
  opened(t, folder);
  const all = ['', ...names].map((name) => join(folder, name));
  assert.deepEqual(all.map(rightsOf), ['700', ...names.map(() => '600')]);
  assert.equal(rightsOf(dirname(folder)), '700');
});

test('existing permissions of others are removed', (t) => {
  const folder = join(temporaryFolder(t), 'data');
  opened(t, folder);
  const all = ['', ...readdirSync(folder)].map((name) => join(folder, name));
  for (const path of all) chmodSync(path, path === folder ? 0o755 : 0o644);
  assert.throws(() => openSqlite(folder), /Another Causette/u);
  assert.deepEqual(all.map(rightsOf), ['700', ...names.map(() => '600')]);
});

test('a folder with other files keeps its permissions, while our files are private', (t) => {
  const folder = join(temporaryFolder(t), 'home');
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'diary'), '');
  chmodSync(join(folder, 'diary'), 0o644);
  opened(t, folder);
  const all = ['', 'diary', ...names].map((name) => join(folder, name));
  assert.deepEqual(all.map(rightsOf), ['755', '644', ...names.map(() => '600')]);
});

test('created files and folders are synced to disk, with all parent folders that changed', (t) => {
  const outside = temporaryFolder(t);
  const folder = join(outside, 'deep', 'data');
  assert.deepEqual(synced(folder), [folder, join(outside, 'deep'), outside]);
  assert.deepEqual(synced(folder), [folder]);
});

/** The folders synced when the store is opened, after all files were created. */
function synced(folder: string): string[] {
  const folders: string[] = [];
  const syncFolder = (each: string): void => {
    assert.deepEqual(readdirSync(folder).toSorted(), names);
    folders.push(each);
  };
  openSqlite(folder, { ...realDisk, syncFolder }).close();
  return folders;
}

function opened(t: TestContext, folder: string): void {
  const database = openSqlite(folder);
  t.after(() => database.close());
}

function rightsOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
