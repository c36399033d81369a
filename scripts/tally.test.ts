import assert from 'node:assert/strict';
import test from 'node:test';
import { tallyOfPlaywright, tallyOfTap } from './tally.js';

test("Node's tests: a cancelled one has failed", () => {
  const tap = ['# tests 7', '# pass 4', '# fail 2', '# cancelled 1', '# skipped 0'].join('\n');
  assert.deepEqual(tallyOfTap(tap), { passed: 4, failed: 3 });
});

test("Node's tests: what a test prints is no summary", () => {
  const tap = ['# pass 100', '# fail 100', '# tests 1', '# pass 1', '# fail 0'].join('\n');
  assert.deepEqual(tallyOfTap(tap), { passed: 1, failed: 0 });
});

test("Node's tests: no summary counts nothing", () => {
  assert.deepEqual(tallyOfTap('TAP version 13'), { passed: 0, failed: 0 });
});

test("Playwright's tests: a flaky one has failed", () => {
  const json = JSON.stringify({ stats: { expected: 5, unexpected: 2, flaky: 1, skipped: 0 } });
  assert.deepEqual(tallyOfPlaywright(json), { passed: 5, failed: 3 });
});

test("Playwright's tests: no report counts nothing", () => {
  assert.deepEqual(tallyOfPlaywright(''), { passed: 0, failed: 0 });
});
