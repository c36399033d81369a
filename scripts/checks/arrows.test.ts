import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mayImport: Record<string, string[]> = {
  protocol: [],
  client: ['protocol'],
  bots: ['client', 'protocol'],
  server: ['protocol'],
  web: ['client', 'protocol'],
  scripts: ['protocol'],
  e2e: ['client', 'protocol', 'scripts'],
};
const folders = Object.keys(mayImport);
const foreign = {
  'protocol/page.ts': 'export const title = document.title;',
  'client/page.ts': 'export const title = document.title;',
  'server/page.ts': 'export const title = document.title;',
  'protocol/machine.ts': 'export const folder = process.cwd();',
  'web/machine.ts': 'export const folder = process.cwd();',
};

test('refuses an import against the layers, and globals of another platform', () => {
  const fixture = { ...importsOfEachByEach(), ...foreign };
  const against = Object.keys(fixture).filter(isForbidden).sort();
  assert.deepEqual(filesRefused(fixture), against);
});

function importsOfEachByEach(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const folder of folders) {
    files[`${folder}/own.ts`] = `export const own = '${folder}';`;
    for (const other of folders.filter((name) => name !== folder))
      files[`${folder}/${other}.ts`] = `export { own } from '../${other}/own.ts';`;
  }
  return files;
}

function isForbidden(path: string): boolean {
  if (path in foreign) return true;
  const [, folder, imported] = /^(\w+)\/(\w+)\.ts$/.exec(path) ?? [];
  return imported !== 'own' && !mayImport[folder ?? '']?.includes(imported ?? '');
}

/** The files that the compiler refuses under this repository's configuration. */
function filesRefused(files: Record<string, string>): string[] {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const place = mkdtempSync(join(root, '.cache/arrows-'));
  try {
    layOut(place, files);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-b', ...folders, '--pretty', 'false'], {
      cwd: place,
      encoding: 'utf8',
    });
    const refused = [...stdout.matchAll(/^([\w/.]+)\(\d+,\d+\): error TS(2584|2591|6307)/gm)];
    return [...new Set(refused.map(([, path]) => path ?? ''))].sort();
  } finally {
    rmSync(place, { recursive: true });
  }
}

function layOut(place: string, files: Record<string, string>): void {
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  cpSync(join(root, 'package.json'), join(place, 'package.json'));
  cpSync(join(root, 'tsconfig.base.json'), join(place, 'tsconfig.base.json'));
  for (const folder of folders)
    cpSync(join(root, folder, 'tsconfig.json'), join(place, folder, 'tsconfig.json'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(place, path), text);
}
