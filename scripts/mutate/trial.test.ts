import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { mutantsOf } from './mutants.ts';
import { Sandbox } from './sandbox.ts';
import { TestMap } from './test-map.ts';
import { Trial } from './trial.ts';

const source = `export function larger(a: number, b: number): number {
  return a > b ? a : b;
}
export function forgotten(): number {
  return 7;
}
`;
const ownTest = `import assert from 'node:assert';
import test from 'node:test';
import { larger } from './larger.ts';
test('the larger of two', () => assert.equal(larger(2, 1), 2));
test('the larger of two, the other way round', () => assert.equal(larger(1, 2), 2));
`;

test('a mutant is killed, or survives the tests that cover it, or is covered by none', async (t) => {
  const root = repository(t, { 'sums/larger.ts': source, 'sums/larger.test.ts': ownTest });
  const sandbox = new Sandbox(root);
  t.after(() => sandbox.remove());
  const map = new TestMap(root);
  await map.learn(['sums/*.test.ts'], sandbox.folder);
  const trial = new Trial(map, 6);
  const fates: Record<string, [string, number, number]> = {};
  for (const mutant of mutantsOf('sums/larger.ts', source)) {
    const { fate, shownTo, reachedBy, was, becomes } = await trial.of(mutant, sandbox);
    fates[`${was} → ${becomes}`] = [fate, shownTo, reachedBy];
  }
  assert.deepEqual(fates, {
    '{ return a > b ? a : b; } → {}': ['noticed', 1, 1],
    'a > b → true': ['noticed', 1, 1],
    'a > b → false': ['noticed', 1, 1],
    '> → >=': ['survived', 1, 1],
    '{ return 7; } → {}': ['survived', 0, 0],
    '7 → 14': ['survived', 0, 0],
  });
  assert.equal(readFileSync(join(root, 'sums/larger.ts'), 'utf8'), source);
});

const slowingTest = `import { appendFileSync, readFileSync } from 'node:fs';
import assert from 'node:assert';
import test from 'node:test';
import { forgotten } from './larger.ts';
test('a number, ever more slowly', async () => {
  appendFileSync('runs', '.');
  if (readFileSync('runs', 'utf8').length > 2) await new Promise((end) => setTimeout(end, 60_000));
  assert.equal(forgotten(), 7);
});
`;

test('a timeout does not count when the test also times out without the mutation', async (t) => {
  const root = repository(t, { 'sums/larger.ts': source, 'sums/larger.test.ts': slowingTest });
  const sandbox = new Sandbox(root);
  t.after(() => sandbox.remove());
  const map = new TestMap(root);
  await map.learn(['sums/*.test.ts'], sandbox.folder);
  const trial = new Trial(map, 6, { wait: 0, more: 0, attempts: 1 });
  const harm = mutantsOf('sums/larger.ts', source).at(-1)!;
  const { fate, shownTo } = await trial.of(harm, sandbox);
  assert.deepEqual([harm.becomes, fate, shownTo], ['14', 'survived', 1]);
});

/** A working tree with some uncommitted files. */
function repository(t: TestContext, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'causette-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  spawnSync('git', ['init', '-q'], { cwd: root });
  for (const [path, text] of Object.entries({ ...files, 'package.json': '{"type":"module"}' })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
