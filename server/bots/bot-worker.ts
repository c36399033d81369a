import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Clock } from '../runtime/clock.ts';

/** What a bot needs to take part: its token and how well it plays. */
export interface Seat {
  token: string;
  level: 'perfect' | 'easy';
}

// The bots are a client, which the server may not import: they are started as a program.
const program = new URL('../../bots/main.ts', import.meta.url);
/** Milliseconds after a crash until the worker is restarted. */
const restartAfter = 2_000;
/** Milliseconds for a graceful end, after which the worker is terminated. */
const endWithin = 1_000;

/**
 * Runs the bots in a worker thread, so that their thinking blocks nobody. Restarts after a crash.
 */
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

  /** Starts the bots against the server at this URL. */
  start(url: string): void {
    const worker = new Worker(program, {
      workerData: { url, players: this.#players },
      ...trusting(url),
    });
    this.#worker = worker;
    worker.on('error', this.#reportError);
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#cancelStart = this.#clock.after(restartAfter, () => this.start(url));
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
    const cancel = this.#clock.after(endWithin, () => void worker.terminate());
    await exit;
    cancel();
  }
}

/**
 * Disables certificate checks: bots connect to this server only, by an IP that no certificate
 * names.
 */
function trusting(url: string): WorkerOptions {
  if (!url.startsWith('https:')) return {};
  // Node warns about the first one, which is safe here only.
  const own = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
  return { env: { ...process.env, ...own } };
}
