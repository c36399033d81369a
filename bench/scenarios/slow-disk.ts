import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { causetteJson } from '../contenders/causette.ts';
import type { Running } from '../contenders/contender.ts';
import { postingTo } from './durable.ts';
import type { Figure, Scenario } from './scenario.ts';

const place = join(import.meta.dirname, '../../.cache/bench');
const library = join(place, 'slow-disk.so');
const source = join(import.meta.dirname, 'slow-disk.c');

/** J: a slow commit must not delay reading and writing. */
export const slowDisk: Scenario = {
  title: 'A slow disk',
  note: 'As E, on a disk whose fsync and fdatasync take 10 ms each.',
  contenders: (all) => (isBuilt() ? all.filter(({ name }) => name === causetteJson.name) : []),
  turns: [(_contender, effort) => postingTo({ LD_PRELOAD: library }, effort, loopDelayOf)],
};

function isBuilt(): boolean {
  mkdirSync(place, { recursive: true });
  const compiler = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']);
  if (compiler.status === 0) return true;
  console.log('There is no C compiler here to build the slow disk with: it is left out.');
  return false;
}

/** Interval of the timer that measures delays, in milliseconds; part of the measured value. */
const timer = 10;

/** Each reading resets the metric. */
async function loopDelayOf({ process: { port } }: Running, load: string): Promise<Figure[]> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(await response.text())?.[1];
  const value = Number(seconds) * 1_000 - timer;
  return [{ what: `${load}: event loop's delay, p99`, unit: 'ms', value }];
}
