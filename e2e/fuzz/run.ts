import { setTimeout as sleep } from 'node:timers/promises';
import { RunningServer } from '../../scripts/server/running-server.ts';
import type { Attack } from './attack.ts';
import { Attackers } from './attackers.ts';
import { HonestPair } from './honest-pair.ts';
import { ServerWatch, youngObjects } from './server-watch.ts';

export interface Options {
  seed: number;
  seconds: number;
}

export interface Result {
  /** What was done and measured. */
  rows: string[];
  /** The violations, a sentence each. */
  faults: string[];
  /** The last attacks. */
  latest: readonly Attack[];
}

/** Every limit is set, high enough for attackers who share one address. */
const settings = { RATE_LIMIT: '1000', LOG_LEVEL: 'warn', NODE_OPTIONS: youngObjects };
/** The part of the seconds in which the server compiles its code and fills its caches. */
const warmUp = 10;

/** Attacks a server of its own for this long, or until a violation. */
export async function fuzz({ seed, seconds }: Options): Promise<Result> {
  const server = await RunningServer.start(settings);
  try {
    const url = new URL(server.url);
    const pair = await HonestPair.join(url);
    await attackFor(warmUp, new Attackers(url, -seed));
    const watch = await ServerWatch.begin(server);
    const attackers = new Attackers(url, seed);
    const enough = new AbortController();
    const talk = pair.talk(enough.signal);
    await attackFor(seconds - warmUp, attackers, watch);
    enough.abort();
    await talk;
    const lost = await pair.faults();
    const { rows, faults } = await watch.end();
    const sent = Object.entries(attackers.counts).map(([kind, count]) => `${count} ${kind}`);
    return {
      rows: [`attacks: ${sent.join(', ')}`, ...rows],
      faults: [...faults, ...lost],
      latest: attackers.latest,
    };
  } finally {
    await server.remove();
  }
}

async function attackFor(
  seconds: number,
  attackers: Attackers,
  watch?: ServerWatch,
): Promise<void> {
  const enough = new AbortController();
  const attacks = attackers.attack(enough.signal);
  const deadline = performance.now() + seconds * 1_000;
  while (performance.now() < deadline) {
    await sleep(1_000);
    if (watch !== undefined && (await watch.faults()).length > 0) break;
  }
  enough.abort();
  await attacks;
}
