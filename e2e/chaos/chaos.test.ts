import assert from 'node:assert/strict';
import test from 'node:test';
import { sentencesOf, tableOf } from './report.ts';
import { runChaos, type Options } from './run.ts';

const options: Options = {
  seed: Number(process.env['CHAOS_SEED'] ?? 1),
  seconds: 15,
  people: 20,
  pace: 90,
  life: 4_000,
  hurry: 10,
};

test(`cuts and crashes lose, double and turn nothing (seed ${options.seed})`, async (t) => {
  const result = await runChaos(options);
  const { tally } = result;
  t.diagnostic(tableOf(options, result).join('\n'));
  assert.deepEqual(sentencesOf(result), []);
  const kills = tally.sum('killed: ');
  assert.ok(kills >= 3, `${kills} kills`);
  const cuts = tally.sum('network: ');
  assert.ok(cuts >= 50, `${cuts} faults of the network`);
  const acks = tally.of('acknowledged');
  assert.ok(acks >= 1_000, `${acks} changes acknowledged`);
});
