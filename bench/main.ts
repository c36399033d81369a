import { join } from 'node:path';
import { causetteJson, causettePlain } from './contenders/causette.ts';
import type { Contender } from './contenders/contender.ts';
import { peersHere } from './contenders/peers.ts';
import { canPin, pinLoadClient } from './contenders/pinned-process.ts';
import { markdownOf, tableOf, writeFormatted, writeInto } from './report.ts';
import { earlierResults, loadNow, machineHere, Rounds, type ScenarioResult } from './results.ts';
import { arrivals } from './scenarios/arrivals.ts';
import { durable } from './scenarios/durable.ts';
import { echo } from './scenarios/echo.ts';
import { fanOut } from './scenarios/fan-out.ts';
import { games } from './scenarios/games.ts';
import { history } from './scenarios/history.ts';
import { idle } from './scenarios/idle.ts';
import { page } from './scenarios/page.ts';
import { resume } from './scenarios/resume.ts';
import { untilQuiet } from './scenarios/meter.ts';
import { full, quick, type Effort, type Figure, type Scenario } from './scenarios/scenario.ts';
import { slowDisk } from './scenarios/slow-disk.ts';
import { stoppedReader } from './scenarios/stopped-reader.ts';

/** The measurements by name: `npm run bench -- A B --quick --only=Causette,ws`. */
const scenarios: Record<string, Scenario> = {
  A: fanOut,
  B: echo,
  C: idle,
  D: arrivals,
  E: durable,
  F: stoppedReader,
  G: resume,
  H: history,
  I: games,
  J: slowDisk,
  K: page,
};
const resultsFile = join(import.meta.dirname, 'results.json');
const performanceDoc = join(import.meta.dirname, '../docs/performance.md');

const args = process.argv.slice(2);
const chosen = args.filter((word) => !word.startsWith('--'));
const known = [...Object.keys(scenarios), '--quick', '--rounds=3', '--only=Causette,ws'];
const unknown = args.find((word) => !(word in scenarios) && !isOption(word));

if (unknown === undefined) await bench(chosen.length > 0 ? chosen : Object.keys(scenarios));
else {
  console.error(`There is no "${unknown}"; there is: ${known.join(', ')}.`);
  process.exitCode = 1;
}

async function bench(names: readonly string[]): Promise<void> {
  const rounds = Number(option('rounds') ?? (args.includes('--quick') ? quick : full).rounds);
  const effort = { ...(args.includes('--quick') ? quick : full), rounds };
  const all = contendersHere();
  if (!canPin) console.log('Server and load client share their cores: taskset is not here.');
  pinLoadClient();
  const results = earlierResults(resultsFile);
  for (const name of names) {
    const scenario = scenarios[name];
    if (scenario === undefined) continue;
    const measured = await measure(scenario, all, effort);
    console.log(tableOf(name, measured));
    results.scenarios[name] = measured;
    // A quick or partial run is not a result.
    if (!args.includes('--quick') && only() === undefined) await keep(results);
  }
}

async function keep(results: ReturnType<typeof earlierResults>): Promise<void> {
  await writeFormatted(resultsFile, JSON.stringify(results));
  if (await writeInto(performanceDoc, markdownOf(results))) return;
  console.log(
    'docs/performance.md has no <!-- bench --> and <!-- /bench --> to put the tables between.',
  );
}

function contendersHere(): Contender[] {
  const all = [...peersHere(), causetteJson, causettePlain];
  const parts = only();
  return parts === undefined ? all : all.filter(({ name }) => parts.some((p) => name.includes(p)));
}

/** Parts of names of contenders, if only some are wanted. */
function only(): string[] | undefined {
  return option('only')?.split(',');
}

function isOption(word: string): boolean {
  return /^--(?:quick|rounds=[1-9]\d*|only=.+)$/u.test(word);
}

function option(name: string): string | undefined {
  return args.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/**
 * Runs contenders in turn, round by round, so that other load on the machine affects all of them.
 */
async function measure(scenario: Scenario, all: readonly Contender[], effort: Effort) {
  const { title, note } = scenario;
  const load = loadNow();
  const rounds = new Rounds();
  for (let round = 1; round <= effort.rounds; round++) {
    for (const turn of scenario.turns) {
      for (const contender of scenario.contenders(all)) {
        await untilQuiet();
        const figures = await turn(contender, effort);
        for (const figure of figures) console.log(progress(round, contender, figure));
        rounds.add(contender.name, figures);
      }
    }
  }
  const at = new Date().toISOString().slice(0, 10);
  const on = machineHere(canPin);
  return { title, note, at, on, load, rows: rounds.rows } satisfies ScenarioResult;
}

function progress(round: number, { name }: Contender, figure: Figure): string {
  const { what, value, unit, cores } = figure;
  const use = Object.entries(cores ?? {}).map(([who, share]) => `${who} ${share.toFixed(2)}`);
  return `${round} ${name}: ${what}: ${value.toPrecision(4)} ${unit}  ${use.join(', ')}`;
}
