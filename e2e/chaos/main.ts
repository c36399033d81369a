import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { saveRun } from './history.ts';
import { sentencesOf, tableOf } from './report.ts';
import { runChaos, type Options } from './run.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    minutes: { type: 'string', default: '1' },
    people: { type: 'string', default: '50' },
    pace: { type: 'string', default: '90' },
  },
});

process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../../.cache/node');

const options: Options = {
  seed: Number(values.seed),
  seconds: Number(values.minutes) * 60,
  people: Number(values.people),
  pace: Number(values.pace),
  life: 8_000,
  hurry: 4,
};

console.log(`npm run chaos -- --seed ${options.seed}`);
const result = await runChaos(options);
console.log(tableOf(options, result).join('\n'));
if (result.violations.length > 0) {
  const folder = join(tmpdir(), `chaos-${options.seed}`);
  console.error(sentencesOf(result).join('\n'));
  console.error(`Everything is in ${saveRun(folder, result.run)}.`);
  process.exitCode = 1;
}
