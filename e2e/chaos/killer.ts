import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '../../scripts/server/running-server.ts';
import type { Restart } from './checker/history.ts';
import { keptOf } from './kept.ts';
import type { Random } from './random.ts';
import type { Tally } from './tally.ts';

/** Milliseconds of a life per transaction of its failpoint, so that most failpoints are reached. */
const perTurn = 10;

/** The most changes acknowledged in a life: a slow machine gets as far as a fast one. */
const maxAcked = 100;

/** The settings of every server of a run. */
export const settings = { LOG_LEVEL: 'error' };

/** Kills a server repeatedly, at random moments and at failpoints, and restarts it. */
export class Killer {
  readonly restarts: Restart[] = [];
  /** Unexpected ends of the server. */
  readonly crashes: string[] = [];
  readonly #server: RunningServer;
  readonly #random: Random;
  readonly #tally: Tally;
  #acked: string[] = [];

  constructor(server: RunningServer, random: Random, tally: Tally) {
    this.#server = server;
    this.#random = random;
    this.#tally = tally;
  }

  /** Records an acknowledged change: it must be in the store from now on. */
  acked(id: string): void {
    this.#acked.push(id);
  }

  /**
   * `life`: milliseconds after which the server is killed, once it has acknowledged something. At
   * the end the server keeps running.
   */
  async run(life: number, signal: AbortSignal): Promise<void> {
    for (let way = 'SIGKILL'; ;) {
      const milliseconds = way === 'SIGKILL' ? this.#random.between(200, life) : life;
      const isKilled = await this.#outlives(milliseconds, signal);
      await this.#checkStore(isKilled ? 'SIGKILL' : way);
      if (signal.aborted) return this.#server.start(settings);
      way = this.#random.weighted({ SIGKILL: 1, committed: 1, announced: 1 });
      await this.#start(way, life / perTurn);
    }
  }

  /** Whether the server lives this long, and until it has acknowledged some changes. */
  async #outlives(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    const enough = this.#random.between(0, maxAcked);
    const death = new AbortController();
    void this.#server.ended().then(() => death.abort());
    const over = AbortSignal.any([signal, death.signal]);
    await wait(milliseconds, over);
    while (!over.aborted && this.#acked.length < enough) await wait(10, over);
    return !death.signal.aborted;
  }

  /** Compares the changes acknowledged since the last restart, before anything new is written. */
  async #checkStore(way: string): Promise<void> {
    const end = await this.#kill();
    if (end !== 'SIGKILL') this.crashes.push(`it ended with ${end} by itself`);
    const acked = this.#acked;
    this.#acked = [];
    const kept = keptOf(this.#server.dataDir, acked);
    this.restarts.push({ by: way, acked, kept });
    this.#tally.add(`killed: ${way}`);
  }

  async #kill(): Promise<string> {
    await this.#server.stop('SIGKILL');
    return String(await this.#server.ended());
  }

  async #start(way: string, mostTurns: number): Promise<void> {
    const turns = this.#random.between(1, mostTurns);
    try {
      await this.#server.start(
        way === 'SIGKILL' ? settings : { ...settings, FAILPOINT: `${way}:${turns}` },
      );
    } catch {
      // It reached its failpoint before it listened.
      await this.#checkStore(way);
      await this.#server.start(settings);
    }
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal }).catch(() => {});
}
