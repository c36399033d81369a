import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { realDisk } from './disk.ts';

test('a folder is synced, and nothing of it stays open', (t) => {
  const calls = recorded(t);
  realDisk.syncFolder(temporaryFolder(t));
  assert.deepEqual(calls, ['fsyncSync', 'closeSync']);
});

test('where a folder cannot be synced at all, there is no other way to do it', (t) => {
  for (const code of ['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']) {
    const calls = recorded(t, code);
    realDisk.syncFolder(temporaryFolder(t));
    assert.deepEqual(calls, ['fsyncSync', 'closeSync']);
  }
});

test('a folder that was to be synced and is not is told of', (t) => {
  assert.throws(() => realDisk.syncFolder(join(temporaryFolder(t), 'gone')), { code: 'ENOENT' });
  const calls = recorded(t, 'EIO');
  assert.throws(() => realDisk.syncFolder(temporaryFolder(t)), { code: 'EIO' });
  assert.deepEqual(calls, ['fsyncSync', 'closeSync']);
});

test('a sync that failed is no silent one', () => {
  const fault = new Error('EIO');
  assert.throws(() => realDisk.lost(fault), fault);
});

/** What is done with the folder; the sync fails with this code, if any. */
function recorded(t: TestContext, code?: string): string[] {
  const calls: string[] = [];
  const { closeSync } = fs;
  const fsync = t.mock.method(fs, 'fsyncSync', () => {
    calls.push('fsyncSync');
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  });
  const close = t.mock.method(fs, 'closeSync', (file: number) => {
    calls.push('closeSync');
    closeSync(file);
  });
  syncBuiltinESMExports();
  t.after(() => {
    fsync.mock.restore();
    close.mock.restore();
    syncBuiltinESMExports();
  });
  return calls;
}
