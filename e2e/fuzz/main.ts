import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from './run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    seconds: { type: 'string', default: '60' },
  },
});
const options = { seed: Number(values.seed), seconds: Number(values.seconds) };

console.log(`npm run fuzz -- --seed ${options.seed} --seconds ${options.seconds}`);
const { rows, faults, latest } = await fuzz(options);
console.log(rows.join('\n'));
if (faults.length > 0) {
  const file = join(tmpdir(), `fuzz-${options.seed}.json`);
  writeFileSync(file, JSON.stringify(latest, undefined, 2));
  console.error(faults.join('\n'));
  console.error(`What was sent last is in ${file}.`);
  process.exitCode = 1;
}
