import assert from 'node:assert/strict';
import test from 'node:test';
import { applied } from './change.ts';
import { mutantsOf } from './mutants.ts';

test('replaces a condition by true and false', () => {
  assert.deepEqual(harmed('if (a) b();'), ['if (true) b();', 'if (false) b();']);
  assert.deepEqual(harmed('c(a ? b : d);').slice(1), ['c(true ? b : d);', 'c(false ? b : d);']);
});

test('replaces two conditions by each alone, and by their result', () => {
  assert.deepEqual(harmed('if (a && b) c();'), [
    'if (false) c();',
    'if ((a)) c();',
    'if ((b)) c();',
  ]);
  assert.deepEqual(harmed('if (a || !b) c();'), [
    'if (true) c();',
    'if ((a)) c();',
    'if ((!b)) c();',
  ]);
  assert.deepEqual(harmed('x = a ?? b;').slice(1), ['x = (a);', 'x = (b);']);
});

test('moves the boundary of a comparison; outside a condition inverts it', () => {
  assert.deepEqual(harmed('x = a < b;').slice(1), ['x = a <= b;']);
  assert.deepEqual(harmed('x = a >= b;').slice(1), ['x = a > b;']);
  assert.deepEqual(harmed('x = a === b;').slice(1), ['x = a !== b;']);
  assert.deepEqual(harmed('if (a === b) c();'), ['if (true) c();', 'if (false) c();']);
});

test('inverts sums and counters, but not texts', () => {
  assert.deepEqual(harmed('x = a + b;').slice(1), ['x = a - b;']);
  assert.deepEqual(harmed('x += a;'), [';', 'x -= a;']);
  assert.deepEqual(harmed('x++;'), ['x--;', ';']);
  assert.deepEqual(harmed('x = `a` + b;').slice(1), []);
});

test('removes a statement, and an await', () => {
  assert.deepEqual(harmed('await a();'), ['a();', ';']);
  assert.deepEqual(harmed('for (const a of b) c(a);'), ['for (const a of b) ;']);
  assert.deepEqual(harmed('for (const a of b) { if (a) break; c(); }'), [
    'for (const a of b) {}',
    'for (const a of b) { if (true) break; c(); }',
    'for (const a of b) { if (false) break; c(); }',
    'for (const a of b) { if (a) break; ; }',
  ]);
});

test('keeps an early exit unless there are other statements', () => {
  const source = 'function f() { if (a) { b(); return; } c(); }';
  assert.ok(harmed(source).includes('function f() { if (a) { b(); ; } c(); }'));
});

test('empties a function', () => {
  assert.deepEqual(harmed('const f = () => a;'), ['const f = () => undefined;']);
  assert.deepEqual(harmed('function f() { return a; }'), ['function f() {}']);
});

test('changes constants', () => {
  assert.deepEqual(harmed('const a = 0;'), ['const a = 1;']);
  assert.deepEqual(harmed('const a = 1;'), ['const a = 0;']);
  assert.deepEqual(harmed('const a = 1_000;'), ['const a = 2000;']);
  assert.deepEqual(harmed("const a = { is: 'b' };"), ["const a = { is: '' };"]);
  assert.deepEqual(harmed('const a = true;'), ['const a = false;']);
});

test('removes a selection, and optional chaining', () => {
  assert.deepEqual(harmed('const a = b.filter(c);'), ['const a = b;']);
  assert.deepEqual(harmed('const a = b.some(c);'), ['const a = b.every(c);']);
  assert.deepEqual(harmed('const a = b?.c?.(d);'), ['const a = b.c(d);']);
  assert.deepEqual(harmed('const a = { ...b };'), ['const a = { ...{} };']);
});

test('mutates comparisons, order and counts of a query', () => {
  assert.deepEqual(harmed('const a = `SELECT b WHERE c > ? AND d = ? ORDER BY e DESC LIMIT 5`;'), [
    'const a = `SELECT b WHERE c >= ? AND d = ? ORDER BY e DESC LIMIT 5`;',
    'const a = `SELECT b WHERE c > ? OR d = ? ORDER BY e DESC LIMIT 5`;',
    'const a = `SELECT b WHERE c > ? AND d <> ? ORDER BY e DESC LIMIT 5`;',
    'const a = `SELECT b WHERE c > ? AND d = ? ORDER BY e ASC LIMIT 5`;',
    'const a = `SELECT b WHERE c > ? AND d = ? ORDER BY e DESC `;',
  ]);
});

test('leaves types and imports alone', () => {
  const source = "import { a } from 'b';\ntype C = 'd' | 1;\nconst e = a as 'd';";
  assert.deepEqual(harmed(source), []);
});

test('a mutant has its location and its change', () => {
  const [{ line, column, was, becomes }] = mutantsOf('a.ts', 'f();\n  if (a) f();').slice(1) as [
    ReturnType<typeof mutantsOf>[number],
  ];
  assert.deepEqual(
    { line, column, was, becomes },
    { line: 2, column: 7, was: 'a', becomes: 'true' },
  );
});

function harmed(source: string): string[] {
  return mutantsOf('a.ts', source).map((mutant) => applied(source, mutant));
}
