import type { Workload, Kind } from './kind.ts';
import type { Stage } from './stage.ts';

/** Enough requests for the process clock, which counts in hundredths of a second. */
const most = 400;
const longest = 600;

export interface Price {
  readonly what: string;
  /** Milliseconds of the server's processor per request. */
  readonly cpu: number;
  /** MiB of additional memory of the server at the peak, for all requests together. */
  readonly memory: number;
  readonly times: number;
  /** Why the measurement was stopped early, if it was. */
  readonly ended?: string;
}

export interface Priced {
  readonly kind: string;
  readonly honest: Price;
  /** The most expensive first. */
  readonly attempts: readonly Price[];
}

export async function priceOf({ name, honest, attempts }: Kind, stage: Stage): Promise<Priced> {
  const fair = await measure(honest, stage);
  const high: Price[] = [];
  for (const attempt of attempts) high.push(await measure(attempt, stage));
  return { kind: name, honest: fair, attempts: high.toSorted((a, b) => b.cpu - a.cpu) };
}

/** Repeats the act up to a time and a number of times. A refusal of the server ends it. */
async function measure({ what, requests = 1, begin }: Workload, stage: Stage): Promise<Price> {
  const act = await begin(stage).catch((error: unknown) => () => Promise.reject(error as Error));
  const { server } = stage;
  // Earlier requests may still be in progress.
  await stage.untilIdle();
  server.forgetPeak();
  const [cpu, memory, began] = [server.cpu, server.memory, performance.now()];
  let times = 0;
  let ended: string | undefined;
  while (times < most && performance.now() - began < longest && ended === undefined) {
    times += 1;
    await act().catch((error: unknown) => (ended = String(error)));
  }
  const spent = (server.cpu - cpu) * 1_000;
  const took = Math.max(0, server.peakMemory - memory) / 1_024 / 1_024;
  stage.close();
  const price = { what, cpu: spent / times / requests, memory: took, times: times * requests };
  return ended === undefined ? price : { ...price, ended };
}
