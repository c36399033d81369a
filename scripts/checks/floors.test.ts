import assert from 'node:assert/strict';
import test from 'node:test';
import { importsPointDown } from './floors.ts';

const upwards: [string, string][] = [
  ['server/bots/a.ts', '../app.ts'],
  ['server/http/routes/a.ts', '../../bots/b.ts'],
  ['server/http/a.ts', './routes/b.ts'],
  ['server/http/plugins/a.ts', '../b.ts'],
  ['server/http/request/a.ts', '../plugins/b.ts'],
  ['server/sessions/a.ts', '../http/b.ts'],
  ['server/games/a.ts', '../sessions/b.ts'],
  ['server/maintenance/a.ts', '../sessions/b.ts'],
  ['server/commit/a.ts', '../games/b.ts'],
  ['server/realtime/a.ts', '../games/b.ts'],
  ['server/presence/a.ts', '../maintenance/b.ts'],
  ['server/commands/a.ts', '../commit/b.ts'],
  ['server/commands/games/a.ts', '../../commit/b.ts'],
  ['server/transport/a.ts', '../presence/b.ts'],
  ['server/store/a.ts', '../commands/b.ts'],
  ['server/store/caches/a.ts', '../../transport/b.ts'],
  ['server/store/sqlite/a.ts', '../../commands/b.ts'],
  ['server/runtime/a.ts', '../store/b.ts'],
];

for (const [path, specifier] of upwards) {
  test(`an import upwards from ${path.replace('/a.ts', '')} is a fault, of types too`, () => {
    for (const line of [
      `import { b } from '${specifier}';`,
      `import type { B } from '${specifier}';`,
    ]) {
      assert.equal(faultsOf(path, line).length, 1);
    }
    assert.deepEqual(faultsOf(path.replace('a.ts', 'a.test.ts'), `import '${specifier}';`), []);
  });
}

test('folders of one floor do not know each other', () => {
  assert.equal(faultsOf('server/commit/a.ts', `import { b } from '../realtime/b.ts';`).length, 1);
  assert.equal(
    faultsOf('server/transport/a.ts', `import { b } from '../commands/b.ts';`).length,
    1,
  );
});

test('a folder that is not listed belongs to the one around it', () => {
  const line = `import { b } from '../unlisted/b.ts';`;
  assert.equal(faultsOf('server/sessions/a.ts', line).length, 1);
  assert.deepEqual(faultsOf('server/unlisted/a.ts', `import { b } from '../sessions/b.ts';`), []);
});

test('an import downwards, within a folder, or of another project is none', () => {
  const lines = [
    `import { b } from './b.ts';`,
    `import { b } from '../runtime/b.ts';`,
    `import { b } from '../../protocol/limits.ts';`,
    `import { join } from 'node:path';`,
  ];
  assert.deepEqual(faultsOf('server/sessions/a.ts', lines.join('\n')), []);
  assert.deepEqual(faultsOf('server/store/a.ts', `import { b } from './sqlite/b.ts';`), []);
});

function faultsOf(path: string, text: string): string[] {
  return importsPointDown.faults([{ path, text }]);
}
