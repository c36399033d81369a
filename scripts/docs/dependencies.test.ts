import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root } from './generated.ts';

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

test('each dependency has its reason in docs/dependencies.md, and nothing else has', () => {
  const needed = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const names = kinds.flatMap((kind) => Object.keys(needed[kind] ?? {}));
  assert.deepEqual(new Set(packagesIn(read('docs/dependencies.md'))), new Set(names));
});

/** The packages in the first column of the tables, and those of Node. */
function packagesIn(text: string): string[] {
  const first = [...text.matchAll(/^\| (`[^|]*`) *\|/gmu)].map(([, cell]) => cell!);
  const [, ofNode = ''] = /^## Node itself$(.*?) bring/msu.exec(text) ?? [];
  return [...first, ofNode].flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/gu)].map(([, name]) => name!),
  );
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
