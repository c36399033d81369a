import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Clock } from '../runtime/clock.ts';

/** What a machine needs to take part: who it is, and how well it plays. */
export interface Seat {
  token: string;
  level: 'perfect' | 'easy';
}

// A client of this server, which may not be imported: it is started, as any program is.
const program = new URL('../../bots/main.ts', import.meta.url);
const startsAgainAfter = 2_000;
const endsWithin = 1_000;

/** Where the machine thinks, so that nobody waits for it; after a crash it starts again. */
export class BotWorker {
  readonly #players: readonly Seat[];
  readonly #clock: Clock;
  readonly #reportError: (error: unknown) => void;
  #worker: Worker | undefined;
  #cancelStart = (): void => {};

  constructor(players: readonly Seat[], clock: Clock, reportError: (error: unknown) => void) {
    this.#players = players;
    this.#clock = clock;
    this.#reportError = reportError;
  }

  /** Starts to play on the server at this address. */
  start(url: string): void {
    const worker = new Worker(program, {
      workerData: { url, players: this.#players },
      ...trusting(url),
    });
    this.#worker = worker;
    worker.on('error', this.#reportError);
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#cancelStart = this.#clock.after(startsAgainAfter, () => this.start(url));
    });
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#cancelStart();
    if (worker === undefined || worker.threadId === -1) return;
    // Not `once` of node:events, which an error on the way out would make reject.
    const exit = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('end');
    const cancel = this.#clock.after(endsWithin, () => void worker.terminate());
    await exit;
    cancel();
  }
}

/** It speaks to this server alone, by an address that no certificate is for. */
function trusting(url: string): WorkerOptions {
  if (!url.startsWith('https:')) return {};
  // Node warns of the first, which would be right of any other program.
  const own = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
  return { env: { ...process.env, ...own } };
}
