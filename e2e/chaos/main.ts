import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { saveRun } from './checker/history.ts';
import { sentencesOf, tableOf } from './report.ts';
import { storm, type Blow } from './storm/storm.ts';
import { runChaos, type Options } from './run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    minutes: { type: 'string', default: '1' },
    people: { type: 'string' },
    pace: { type: 'string', default: '25' },
    /** How a storm begins: `kill` or `cut`. */
    by: { type: 'string', default: 'kill' },
  },
});

// Killed servers never store their compiled code, unless one ends cleanly.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../../.cache/node');
await (positionals.includes('storm') ? weather() : stir());

async function stir(): Promise<void> {
  const options: Options = {
    seed: Number(values.seed),
    seconds: Number(values.minutes) * 60,
    people: Number(values.people ?? 50),
    pace: Number(values.pace),
    atLeast: { kills: 0, cuts: 0, acks: 0 },
    life: 11_000,
    speedUp: 4,
  };
  console.log(`npm run chaos -- --seed ${options.seed}`);
  const result = await runChaos(options);
  console.log(tableOf(options, result).join('\n'));
  if (result.violations.length === 0) return;
  const folder = join(tmpdir(), `chaos-${options.seed}`);
  console.error(sentencesOf(result).join('\n'));
  console.error(`Everything is in ${saveRun(folder, result.run)}.`);
  process.exitCode = 1;
}

async function weather(): Promise<void> {
  const people = Number(values.people ?? 5_000);
  const blow: Blow = values.by === 'cut' ? 'cut' : 'kill';
  const { rows, isGood } = await storm(people, blow);
  console.log(
    `${people.toLocaleString('en')} clients, by a ${blow}: ${isGood ? 'held' : 'not held'}`,
  );
  for (const [what, value, unit] of rows) {
    const figure = value.toLocaleString('en', { maximumFractionDigits: 1 });
    console.log(`  ${what.padEnd(28)} ${figure.padStart(10)} ${unit}`);
  }
  if (!isGood) process.exitCode = 1;
}
