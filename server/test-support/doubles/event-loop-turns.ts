import { setImmediate as turn } from 'node:timers/promises';
import type { TestContext } from 'node:test';

/**
 * Freezes `performance.now`. Returns a function that advances it by milliseconds, so that work seems
 * to have taken them.
 */
export function seemingTime(t: TestContext): (milliseconds: number) => void {
  let now = performance.now();
  t.mock.method(performance, 'now', () => now);
  return (milliseconds) => void (now += milliseconds);
}

/** Counts the turns of the event loop that begin until the signal aborts. */
export async function countTurns(count: { turns: number }, over: AbortSignal): Promise<void> {
  for (; !over.aborted; count.turns++) await turn();
}
