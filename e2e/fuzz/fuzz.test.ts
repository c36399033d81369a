import assert from 'node:assert/strict';
import test from 'node:test';
import { fuzz, type Options } from './run.ts';

const options: Options = {
  seed: Number(process.env['FUZZ_SEED'] ?? 1),
  seconds: Number(process.env['FUZZ_SECONDS'] ?? 30),
};

test(`no bytes affect other people (seed ${options.seed})`, async (t) => {
  const { rows, faults, latest } = await fuzz(options);
  t.diagnostic(rows.join('\n'));
  assert.deepEqual(faults, [], JSON.stringify(latest.slice(-20)));
});
