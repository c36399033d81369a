import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const every = 100;

/** Asks a server how it is ten times a second, in a thread that has nothing else to do. */
export class HealthzProbe {
  readonly #worker: Worker;
  /** Milliseconds of each answer, in order; a server that is down gives none. */
  readonly took: number[] = [];

  constructor(url: string) {
    this.#worker = new Worker(new URL(import.meta.url), { workerData: url });
    this.#worker.on('message', (milliseconds: number) => this.took.push(milliseconds));
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function probe(url: string): Promise<never> {
  for (;;) {
    const began = performance.now();
    const isUp = await fetch(new URL('/healthz', url)).then(
      (response) => response.arrayBuffer(),
      () => undefined,
    );
    if (isUp !== undefined) parentPort?.postMessage(performance.now() - began);
    await sleep(every);
  }
}

if (!isMainThread) await probe(workerData as string);
