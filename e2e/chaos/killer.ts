import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '../../scripts/server/running-server.ts';
import type { Restart } from './checker/history.ts';
import { keptOf } from './kept.ts';
import type { Random } from './random.ts';
import type { Tally } from './tally.ts';

/** Milliseconds of a life for each transaction of it, at least: most failpoints are come to. */
const perTurn = 10;

/** Changes that a life may acknowledge before it ends: a slow machine gets as far as a fast one. */
const mostAcked = 100;

/** What every server of a run is told. */
export const settings = { LOG_LEVEL: 'error' };

/** Kills a server again and again, at any moment and at the worst ones, and starts it again. */
export class Killer {
  readonly restarts: Restart[] = [];
  /** Ends of the server that nobody brought about. */
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

  /** A change was acknowledged: whatever happens now, it is in the store. */
  acked(id: string): void {
    this.#acked.push(id);
  }

  /**
   * `life`: milliseconds after which the server is killed, once it has got somewhere. In the end it
   * lives, and goes on to.
   */
  async run(life: number, signal: AbortSignal): Promise<void> {
    for (let way = 'SIGKILL'; ;) {
      const milliseconds = way === 'SIGKILL' ? this.#random.between(200, life) : life;
      const isKilled = await this.#outlives(milliseconds, signal);
      await this.#buryAndRead(isKilled ? 'SIGKILL' : way);
      if (signal.aborted) return this.#server.start(settings);
      way = this.#random.weighted({ SIGKILL: 1, committed: 1, announced: 1 });
      await this.#start(way, life / perTurn);
    }
  }

  /** Whether the server lives so long, and until it has acknowledged some changes. */
  async #outlives(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    const enough = this.#random.between(0, mostAcked);
    const death = new AbortController();
    void this.#server.ended().then(() => death.abort());
    const over = AbortSignal.any([signal, death.signal]);
    await wait(milliseconds, over);
    while (!over.aborted && this.#acked.length < enough) await wait(10, over);
    return !death.signal.aborted;
  }

  /** Acknowledged since the last restart is compared before anything new can be written. */
  async #buryAndRead(way: string): Promise<void> {
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
      // It came to its failpoint before it listened.
      await this.#buryAndRead(way);
      await this.#server.start(settings);
    }
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal }).catch(() => {});
}
