import { setImmediate as turn } from 'node:timers/promises';

/** Works for so many milliseconds, in which nothing else gets its turn. */
export function workFor(milliseconds: number): void {
  for (const until = performance.now() + milliseconds; performance.now() < until;);
}

/** Counts the turns of the event loop that begin until the signal aborts. */
export async function countTurns(count: { turns: number }, over: AbortSignal): Promise<void> {
  for (; !over.aborted; count.turns++) await turn();
}
