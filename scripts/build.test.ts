import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

const root = join(import.meta.dirname, '..');
const needed = ['web', 'client', 'protocol', 'scripts', 'vite.config.ts'];
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'];

test('builds the page in a folder of any name', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'causette-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const checkout = join(folder, 'C# x ?é 100% 😀');
  mkdirSync(checkout);
  for (const name of [...needed, ...settings]) {
    cpSync(join(root, name), join(checkout, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  const build = "const { buildPage } = await import('./scripts/build.js')";
  const code = `${build}; process.exitCode = buildPage(process.execPath);`;
  const options = { cwd: checkout, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync(process.execPath, ['-e', code], options);
  assert.deepEqual([status, stderr], [0, '']);
  assert.ok(existsSync(join(checkout, 'dist/web/index.html')));
});
