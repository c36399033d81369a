import { readFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newSince, sampleOf, restOf, together } from './mutate/choice.ts';
import { mutantsOf, type Mutant } from './mutate/mutants.ts';
import { keep, keptIn, lineOf, linesOf } from './mutate/report.ts';
import { Sandbox } from './mutate/sandbox.ts';
import { filesLike, TestMap, testsBeside } from './mutate/test-map.ts';
import { Trial, type Tried } from './mutate/trial.ts';

const usage = `npm run mutate -- [FILE…]   harms one line after the other and looks whether a test notices
  --sample N        only N mutants of all, chosen by --seed (1 unless said)
  --since COMMIT    only on lines that have changed since
  --rest            only those that nothing has noticed yet: a run that was ended goes on
  --tests N         test files that a mutant is shown to at most (6 unless said; 0: all that run it)
  --by PATTERN      only these test files (all of the same top folder unless said)
  --concurrency N   test files at once (1 unless said)`;

/** The modules that are mutated by default: those that keep the promises. */
const promises = [
  'server/{commit,realtime,presence,sessions}/*.ts',
  'server/transport/heartbeat.ts',
  'server/{store,commands}/**/*.ts',
  'client/connection/{connection,backoff}.ts',
  'client/sync/{outbox,resume}.ts',
  'client/state/{merge,reduce*}.ts',
];

const root = join(import.meta.dirname, '..');
const reportFile = join(root, '.cache/mutate/report.json');
const { values: options, positionals } = parsed();

// May take hours: other programs have priority.
setPriority(Math.max(getPriority(), 5));
const sources = sourcesAmong(positionals.length > 0 ? positionals : promises);
const mutants = chosen(
  sources.flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8'))),
);
const sandboxes = Array.from({ length: Number(options.concurrency) }, () => new Sandbox(root));
process.on('exit', () => sandboxes.forEach((sandbox) => sandbox.remove()));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
await run();

async function run(): Promise<void> {
  const map = new TestMap(root);
  await map.learn(options.by ?? testsBeside(sources), sandboxes[0]!.folder);
  const trial = new Trial(map, Number(options.tests) || Infinity);
  console.log(`${mutants.length} mutants in ${sources.length} files`);
  for (const file of sources) {
    const before = options.rest ? (keptIn(reportFile)[file] ?? []) : [];
    const own = mutants.filter((mutant) => mutant.file === file);
    const tried = await tryAll(trial, own, (some) => {
      keep(reportFile, { [file]: together(before, some) });
    });
    console.log(linesOf(file, together(before, tried))[0]);
  }
  console.log(`All of it is in ${reportFile}.`);
}

async function tryAll(
  trial: Trial,
  waiting: Mutant[],
  note: (tried: readonly Tried[]) => void,
): Promise<Tried[]> {
  const tried: Tried[] = [];
  const left = [...waiting];
  const work = async (sandbox: Sandbox): Promise<void> => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      const result = await trial.of(mutant, sandbox);
      tried.push(result);
      note(tried);
      if (result.fate !== 'noticed') console.log(lineOf(result));
    }
  };
  await Promise.all(sandboxes.map(work));
  return tried;
}

function chosen(all: readonly Mutant[]): readonly Mutant[] {
  const recent = options.since === undefined ? all : newSince(options.since, all, root);
  const left = options.rest ? restOf(recent, keptIn(reportFile)) : recent;
  if (options.sample === undefined) return left;
  return sampleOf(left, Number(options.sample), Number(options.seed));
}

function sourcesAmong(patterns: readonly string[]): string[] {
  const isTest = /(^|\/)test-support\/|\.test\.ts$/u;
  return filesLike(root, patterns).filter((path) => !isTest.test(path));
}

function parsed(): ReturnType<typeof parseOptions> {
  try {
    return parseOptions();
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(1);
  }
}

function parseOptions() {
  return parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      rest: { type: 'boolean', default: false },
      since: { type: 'string' },
      tests: { type: 'string', default: '6' },
      by: { type: 'string', multiple: true },
      concurrency: { type: 'string', default: '1' },
    },
  });
}
