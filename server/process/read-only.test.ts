import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import { openSqlite } from '../store/sqlite/open.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

test('a data folder without write permission is reported in one sentence', async (t) => {
  const folder = dataIn(t);
  chmodSync(folder, 0o555);
  assert.equal(await startError(t, folder), `The data folder ${folder} cannot be written to.\n`);
  chmodSync(folder, 0o755);
});

for (const name of ['causette.db', 'causette.db-wal', 'owner.lock']) {
  test(`${name} without write permission is reported in one sentence`, async (t) => {
    const folder = dataIn(t);
    const file = join(folder, name);
    writeFileSync(file, '', { flag: 'a' });
    chmodSync(file, 0o444);
    assert.equal(await startError(t, folder), `The file ${file} cannot be written to.\n`);
  });
}

/** A data folder owned by the user who runs the server. */
function dataIn(t: TestContext): string {
  const folder = join(temporaryFolder(t), 'data');
  mkdirSync(folder);
  openSqlite(folder).close();
  if (isRoot) {
    chmodSync(join(folder, '..'), 0o755);
    for (const name of ['', ...readdirSync(folder)]) chownSync(join(folder, name), nobody, nobody);
  }
  return folder;
}

/**
 * What the server prints when it cannot start. Root has every permission: it switches to nobody
 * first.
 */
async function startError(t: TestContext, folder: string): Promise<string> {
  const code = `const { serve } = await import('${import.meta.resolve('../serve.ts')}');
    if (${isRoot}) process.setuid(${nobody});
    await serve(['--port', '0', '--data-dir', process.env.FOLDER], {});`;
  const args = ['--input-type=module', '--eval', code];
  const child = spawn(process.execPath, args, { env: { FOLDER: folder } });
  t.after(() => child.kill('SIGKILL'));
  child.stdout.once('data', () => child.kill());
  return text(child.stderr);
}
