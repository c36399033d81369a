import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const faulty: Record<string, string> = {
  'max-lines-per-function': `export function long(): void {${'\n'.repeat(41)}}`,
  'no-default-export': 'export default 1;',
  'no-barrel-file': "export * from './no-default-export.ts';",
  // A cycle of types is one too.
  'no-cycle': "import type { B } from './partner.ts'; export type A = B | 1;",
  'no-duplicate-imports':
    "import { a } from './partner.ts'; import type { B } from './partner.ts'; export const c: B = a;",
  'no-explicit-any': 'export const a = (b: any): unknown => b;',
  'no-floating-promises': 'export function a(): void { Promise.resolve(); }',
  'no-misused-promises': '[1].forEach(async () => { await Promise.resolve(); });',
  'only-throw-error': "export function a(): never { throw 'text'; }",
  'switch-exhaustiveness-check':
    "export function a(b: 'c' | 'd'): void { switch (b) { case 'c': return; } }",
  eqeqeq: 'export const a = (b: number | undefined): boolean => b == 1;',
};

test('enforces each lint rule that we rely on', () => {
  const place = mkdtempSync(join(tmpdir(), 'causette-lint-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
    cpSync(join(root, '.oxlintrc.json'), join(place, '.oxlintrc.json'));
    for (const [rule, text] of Object.entries(faulty))
      writeFileSync(join(place, `${rule}.ts`), `${text}\n`);
    const partner = "import type { A } from './no-cycle.ts'; export type B = A | 2;";
    writeFileSync(join(place, 'partner.ts'), `${partner}\n`);
    assert.deepEqual(rulesBroken(place), Object.keys(faulty).sort());
  } finally {
    rmSync(place, { recursive: true });
  }
});

/** The lint rules broken in the file named after them. */
function rulesBroken(place: string): string[] {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const files = [...Object.keys(faulty).map((rule) => `${rule}.ts`), 'partner.ts'];
  const options = ['--type-aware', '--format=unix', ...files];
  const { stdout } = spawnSync(process.execPath, [oxlint, ...options], {
    cwd: place,
    encoding: 'utf8',
  });
  const broken = stdout.matchAll(/^([\w-]+)\.ts:.*\((.*)\)\]$/gm);
  return [...broken].flatMap(([, file, rule]) => (file === rule && rule ? [rule] : [])).sort();
}
