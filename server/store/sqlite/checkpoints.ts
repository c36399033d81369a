import { Worker } from 'node:worker_threads';

const thread = new URL('./checkpoint-thread.js', import.meta.url);

/**
 * Moves the log of a database into it, in a thread of its own. A thread that could not start, or
 * has ended, is followed by another when it is asked again.
 */
export class Checkpoints {
  readonly #database: string;
  readonly #script: URL;
  #thread: Worker | undefined;
  #answer: (fault: string | undefined) => void = () => {};

  constructor(database: string, script: URL = thread) {
    this.#database = database;
    this.#script = script;
  }

  /** Nobody waits for the thread to start: by the time it is needed it is there. */
  prepare(): void {
    try {
      this.#thread ??= this.#start();
    } catch {
      // It is tried again when it is needed, and said then.
    }
  }

  /** Resolves when the log is moved, or else to the reason why it is not; never rejects. */
  async make(): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#answer = resolve;
    try {
      const worker = (this.#thread ??= this.#start());
      worker.ref();
      worker.postMessage('checkpoint');
    } catch (error) {
      return reasonOf(error);
    }
    const fault = await promise;
    this.#thread?.unref();
    return fault;
  }

  close(): void {
    void this.#thread?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { workerData: { file: this.#database } });
    worker.unref();
    worker.on('message', (fault: string | undefined) => this.#answer(fault));
    worker.on('error', (error) => this.#ended(worker, reasonOf(error)));
    worker.on('exit', () => this.#ended(worker, 'its thread has ended'));
    return worker;
  }

  #ended(worker: Worker, reason: string): void {
    // One that could not start says so, and then that it has ended.
    if (this.#thread !== worker) return;
    this.#thread = undefined;
    this.#answer(reason);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
