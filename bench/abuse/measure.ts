import type { Deed, Kind } from './kind.ts';
import type { Stage } from './stage.ts';

/** Enough of them that the clock of a process, which counts in hundredths of a second, says something. */
const most = 400;
const longest = 600;

export interface Price {
  readonly what: string;
  /** Milliseconds of the server's processor for one request. */
  readonly cpu: number;
  /** MiB that the server took more, at the worst moment of all of them together. */
  readonly memory: number;
  readonly times: number;
  /** Why it was broken off, where it was. */
  readonly ended?: string;
}

export interface Priced {
  readonly kind: string;
  readonly honest: Price;
  /** The dearest first. */
  readonly attempts: readonly Price[];
}

export async function priceOf({ name, honest, attempts }: Kind, stage: Stage): Promise<Priced> {
  const fair = await measure(honest, stage);
  const high: Price[] = [];
  for (const attempt of attempts) high.push(await measure(attempt, stage));
  return { kind: name, honest: fair, attempts: high.toSorted((a, b) => b.cpu - a.cpu) };
}

/** Does it over and over, for so long or so often at the most. A refusal by the server ends it. */
async function measure({ what, requests = 1, begin }: Deed, stage: Stage): Promise<Price> {
  const act = await begin(stage).catch((error: unknown) => () => Promise.reject(error as Error));
  const { server } = stage;
  // What came before may still be on its way.
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
