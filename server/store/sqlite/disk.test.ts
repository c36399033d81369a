import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { realDisk } from './disk.ts';

test('a folder is synced, and its file descriptor is closed', (t) => {
  const calls = recorded(t);
  realDisk.syncFolder(temporaryFolder(t));
  assert.deepEqual(calls, ['fsyncSync', 'closeSync']);
});

test('on systems that cannot sync folders nothing happens', (t) => {
  for (const code of ['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']) {
    const calls = recorded(t, code);
    realDisk.syncFolder(temporaryFolder(t));
    assert.deepEqual(calls, ['fsyncSync', 'closeSync']);
  }
});

test('a failed sync of a folder is reported', (t) => {
  assert.throws(() => realDisk.syncFolder(join(temporaryFolder(t), 'gone')), { code: 'ENOENT' });
  const calls = recorded(t, 'EIO');
  assert.throws(() => realDisk.syncFolder(temporaryFolder(t)), { code: 'EIO' });
  assert.deepEqual(calls, ['fsyncSync', 'closeSync']);
});

test('a failed sync of a file throws', () => {
  const fault = new Error('EIO');
  assert.throws(() => realDisk.lost(fault), fault);
});

/** The calls for a folder; its sync fails with this code, if given. */
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
