import assert from 'node:assert/strict';
import test from 'node:test';
import { sentencesOf, tableOf } from './report.ts';
import { runChaos, type Options } from './run.ts';

const options: Options = {
  seed: Number(process.env['CHAOS_SEED'] ?? 1),
  seconds: 12,
  atLeast: { kills: 3, cuts: 50, acks: 1_000 },
  people: 12,
  pace: 15,
  life: 2_500,
  speedUp: 4,
};

test(`nothing is lost, duplicated or diverges through cuts and crashes (seed ${options.seed})`, async (t) => {
  const result = await runChaos(options);
  t.diagnostic(tableOf(options, result).join('\n'));
  assert.deepEqual(sentencesOf(result), []);
});
