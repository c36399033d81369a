import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const every = 100;

interface ProbeOptions {
  url: string;
  pid: number | undefined;
}

/** Polls a server's health ten times a second, in a thread of its own. */
export class HealthzProbe {
  readonly #worker: Worker;
  /** Response times in milliseconds, in order; none while the server is down. */
  readonly took: number[] = [];

  /**
   * With `pid`, the id of the server's process, counts only the time in which its main thread
   * worked and nobody waited for a processor, so that other load on the machine is not counted.
   * Linux only.
   */
  constructor(url: string, pid?: number) {
    const workerData: ProbeOptions = { url, pid };
    this.#worker = new Worker(new URL(import.meta.url), { workerData });
    this.#worker.on('message', (milliseconds: number) => this.took.push(milliseconds));
  }

  /** Resolves at the next response. Throws if none comes within 5 s. */
  async next(): Promise<void> {
    await once(this.#worker, 'message', { signal: AbortSignal.timeout(5_000) });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function probe({ url, pid }: ProbeOptions): Promise<never> {
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

/** Milliseconds that a thread ran and that it waited for a processor; NaN where unknown. */
function threadOf(name: string): { worked: number; waited: number } {
  try {
    const [worked, waited] = readFileSync(`/proc/${name}/schedstat`, 'utf8').split(' ');
    return { worked: Number(worked) / 1e6, waited: Number(waited) / 1e6 };
  } catch {
    return { worked: NaN, waited: NaN };
  }
}

if (!isMainThread) await probe(workerData as ProbeOptions);
