import { setTimeout as sleep } from 'node:timers/promises';
import { causetteJson } from '../contenders/causette.ts';
import type { Contender, Running } from '../contenders/contender.ts';
import type { Crowd } from '../load/crowd.ts';
import { Trial, type TrialResult } from '../load/trial.ts';
import { crowded } from './crowded.ts';
import { metered } from './meter.ts';
import type { Effort, Figure, Scenario } from './scenario.ts';

const people = 1_000;
const rate = 500;
const stopsFor = 4;
const longest = 20_000;

/** F: one client in a busy room stops reading: the cost for the server and for the others. */
export const stoppedReader: Scenario = {
  title: 'A reader that stops',
  note: `${people} people, ${rate} messages/s; one reads nothing for the whole second trial.`,
  contenders: (all) => all.filter(({ name }) => name === causetteJson.name),
  turns: [stopOne],
};

async function stopOne(contender: Contender, { seconds, crowdsBy }: Effort): Promise<Figure[]> {
  return crowded(contender, 'room', async (server, crowd) => {
    await crowd.grow(people / crowdsBy);
    const trial = new Trial(crowd);
    await trial.run(rate, seconds);
    const listen = () => watched(server, () => trial.run(rate, seconds * stopsFor));
    const all = await listen();
    const reader = crowd.clients.at(-1);
    if (reader !== undefined) reader.isReading = false;
    const { p99, cores, grown } = await listen();
    return [
      { what: 'p99 while all read', unit: 'ms', value: all.p99 },
      { what: "the others' p99 while one does not", unit: 'ms', value: p99, cores },
      { what: 'memory of the server, growth while all read', unit: 'MiB', value: all.grown },
      { what: 'memory of the server, growth while one does not', unit: 'MiB', value: grown },
      await completion(crowd),
    ];
  });
}

/** The 99th percentile of a trial, its load, and by how many MiB the server grew. */
async function watched({ process }: Running, trial: () => Promise<TrialResult>) {
  const before = process.memory;
  const { result, cores } = await metered(process, trial);
  return { p99: result.p99, cores, grown: (process.memory - before) / 1_024 ** 2 };
}

/** Reads again, or reconnects if the server dropped it, until it has caught up. */
async function completion(crowd: Crowd): Promise<Figure> {
  const started = performance.now();
  const last = crowd.clients.length - 1;
  crowd.clients[last]?.resume();
  const isComplete = (): boolean => crowd.clients[last]?.rev === crowd.clients[0]?.rev;
  while (!isComplete() && performance.now() - started < longest) {
    await crowd.mend();
    await sleep(1);
  }
  const value = isComplete() ? performance.now() - started : NaN;
  return { what: 'complete after it reads again', unit: 'ms', value };
}
