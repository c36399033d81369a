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
   * With the id of the server's process, only the time counts in which its main thread worked, and
   * nobody waited for a processor: that the machine is busy with something else is not the server's
   * fault. Linux alone knows it.
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
    const began = performance.now();
    const [server, own] = [threadOf(String(pid)), threadOf('thread-self')];
    const isUp = await fetch(new URL('/healthz', url)).then(
      (response) => response.arrayBuffer(),
      () => undefined,
    );
    const took = performance.now() - began;
    const worked = threadOf(String(pid)).worked - server.worked;
    const waited = threadOf(String(pid)).waited + threadOf('thread-self').waited;
    const ofServer = Math.min(worked, took - waited + server.waited + own.waited);
    if (isUp !== undefined) parentPort?.postMessage(Number.isNaN(ofServer) ? took : ofServer);
    await sleep(every);
  }
}

/** Milliseconds that a thread had a processor and waited for one; NaN where nobody knows. */
function threadOf(name: string): { worked: number; waited: number } {
  try {
    const [worked, waited] = readFileSync(`/proc/${name}/schedstat`, 'utf8').split(' ');
    return { worked: Number(worked) / 1e6, waited: Number(waited) / 1e6 };
  } catch {
    return { worked: NaN, waited: NaN };
  }
}

if (!isMainThread) await probe(workerData as Asked);
