import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const every = 100;

interface Asked {
  url: string;
  pid: number | undefined;
}

/** Asks a server how it is ten times a second, in a thread that has nothing else to do. */
export class HealthzProbe {
  readonly #worker: Worker;
  /** Milliseconds of each answer, in order; a server that is down gives none. */
  readonly took: number[] = [];

  /**
   * With the id of the server's process, only the time that its main thread worked counts: that the
   * machine is busy with something else is not the server's fault. Linux alone knows it.
   */
  constructor(url: string, pid?: number) {
    const workerData: Asked = { url, pid };
    this.#worker = new Worker(new URL(import.meta.url), { workerData });
    this.#worker.on('message', (milliseconds: number) => this.took.push(milliseconds));
  }

  /** Resolves at the next answer. Throws where none comes within 5 s. */
  async next(): Promise<void> {
    await once(this.#worker, 'message', { signal: AbortSignal.timeout(5_000) });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function probe({ url, pid }: Asked): Promise<never> {
  for (;;) {
    const [began, workedBefore] = [performance.now(), workOf(pid)];
    const isUp = await fetch(new URL('/healthz', url)).then(
      (response) => response.arrayBuffer(),
      () => undefined,
    );
    const took = performance.now() - began;
    const worked = workOf(pid) - workedBefore;
    if (isUp !== undefined)
      parentPort?.postMessage(Number.isNaN(worked) ? took : Math.min(took, worked));
    await sleep(every);
  }
}

/** Milliseconds that the main thread of a process had a processor; NaN where nobody knows. */
function workOf(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return NaN;
  }
}

if (!isMainThread) await probe(workerData as Asked);
