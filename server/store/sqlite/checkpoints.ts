import { Worker } from 'node:worker_threads';

const workerScript = new URL('./checkpoint-worker.js', import.meta.url);

/**
 * Checkpoints the write-ahead log of a database in a worker thread. A worker that could not start or
 * has ended is replaced at the next checkpoint.
 */
export class Checkpoints {
  readonly #database: string;
  readonly #script: URL;
  #worker: Worker | undefined;
  #answer: (fault: string | undefined) => void = () => {};

  constructor(database: string, script: URL = workerScript) {
    this.#database = database;
    this.#script = script;
  }

  /** Starts the worker ahead of time, so that a checkpoint need not wait for it. */
  prepare(): void {
    try {
      this.#worker ??= this.#start();
    } catch {
      // `make` tries again and reports the error.
    }
  }

  /** Runs a checkpoint. Resolves to undefined, or to the reason of a failure; never rejects. */
  async make(): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#answer = resolve;
    try {
      const worker = (this.#worker ??= this.#start());
      worker.ref();
      worker.postMessage('checkpoint');
    } catch (error) {
      return reasonOf(error);
    }
    const fault = await promise;
    this.#worker?.unref();
    return fault;
  }

  close(): void {
    void this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { workerData: { file: this.#database } });
    worker.unref();
    worker.on('message', (fault: string | undefined) => this.#answer(fault));
    worker.on('error', (error) => this.#ended(worker, reasonOf(error)));
    worker.on('exit', () => this.#ended(worker, 'the checkpoint worker has ended'));
    return worker;
  }

  #ended(worker: Worker, reason: string): void {
    // A worker that could not start emits `error` and then `exit`.
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#answer(reason);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
