import assert from 'node:assert/strict';
import test from 'node:test';
import { applied } from './change.ts';
import { mutantsOf } from './mutants.ts';

test('a condition is tried as true and as false', () => {
  assert.deepEqual(harmed('if (a) b();'), ['if (true) b();', 'if (false) b();']);
  assert.deepEqual(harmed('c(a ? b : d);').slice(1), ['c(true ? b : d);', 'c(false ? b : d);']);
});

test('of two conditions each is tried alone, and what both come to', () => {
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

test('a comparison takes in its boundary, or leaves it out; outside a condition it is turned round', () => {
  assert.deepEqual(harmed('x = a < b;').slice(1), ['x = a <= b;']);
  assert.deepEqual(harmed('x = a >= b;').slice(1), ['x = a > b;']);
  assert.deepEqual(harmed('x = a === b;').slice(1), ['x = a !== b;']);
  assert.deepEqual(harmed('if (a === b) c();'), ['if (true) c();', 'if (false) c();']);
});

test('sums and counts go the other way, texts do not', () => {
  assert.deepEqual(harmed('x = a + b;').slice(1), ['x = a - b;']);
  assert.deepEqual(harmed('x += a;'), [';', 'x -= a;']);
  assert.deepEqual(harmed('x++;'), ['x--;', ';']);
  assert.deepEqual(harmed('x = `a` + b;').slice(1), []);
});

test('a statement is left out, and so is a wait', () => {
  assert.deepEqual(harmed('await a();'), ['a();', ';']);
  assert.deepEqual(harmed('for (const a of b) c(a);'), ['for (const a of b) ;']);
  assert.deepEqual(harmed('for (const a of b) { if (a) break; c(); }'), [
    'for (const a of b) {}',
    'for (const a of b) { if (true) break; c(); }',
    'for (const a of b) { if (false) break; c(); }',
    'for (const a of b) { if (a) break; ; }',
  ]);
});

test('what leaves early stays, when there is more beside it', () => {
  const source = 'function f() { if (a) { b(); return; } c(); }';
  assert.ok(harmed(source).includes('function f() { if (a) { b(); ; } c(); }'));
});

test('a function does nothing', () => {
  assert.deepEqual(harmed('const f = () => a;'), ['const f = () => undefined;']);
  assert.deepEqual(harmed('function f() { return a; }'), ['function f() {}']);
});

test('constants are others', () => {
  assert.deepEqual(harmed('const a = 0;'), ['const a = 1;']);
  assert.deepEqual(harmed('const a = 1;'), ['const a = 0;']);
  assert.deepEqual(harmed('const a = 1_000;'), ['const a = 2000;']);
  assert.deepEqual(harmed("const a = { is: 'b' };"), ["const a = { is: '' };"]);
  assert.deepEqual(harmed('const a = true;'), ['const a = false;']);
});

test('a choice among many is left out, and what may be missing is taken as there', () => {
  assert.deepEqual(harmed('const a = b.filter(c);'), ['const a = b;']);
  assert.deepEqual(harmed('const a = b.some(c);'), ['const a = b.every(c);']);
  assert.deepEqual(harmed('const a = b?.c?.(d);'), ['const a = b.c(d);']);
  assert.deepEqual(harmed('const a = { ...b };'), ['const a = { ...{} };']);
});

test('a query is harmed where it compares, orders and counts', () => {
  assert.deepEqual(harmed('const a = `SELECT b WHERE c > ? AND d = ? ORDER BY e DESC LIMIT 5`;'), [
    'const a = `SELECT b WHERE c >= ? AND d = ? ORDER BY e DESC LIMIT 5`;',
    'const a = `SELECT b WHERE c > ? OR d = ? ORDER BY e DESC LIMIT 5`;',
    'const a = `SELECT b WHERE c > ? AND d <> ? ORDER BY e DESC LIMIT 5`;',
    'const a = `SELECT b WHERE c > ? AND d = ? ORDER BY e ASC LIMIT 5`;',
    'const a = `SELECT b WHERE c > ? AND d = ? ORDER BY e DESC `;',
  ]);
});

test('types and imports are let be', () => {
  const source = "import { a } from 'b';\ntype C = 'd' | 1;\nconst e = a as 'd';";
  assert.deepEqual(harmed(source), []);
});

test('a mutant says where it is and what changes', () => {
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
