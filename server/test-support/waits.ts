import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds that a test waits for an event: what has not come by then does not come. */
export const patience = 5_000;

/** The same promise; rejects with a sentence when what it is for does not come in time. */
export async function within<Value>(
  promise: Promise<Value>,
  what: string,
  milliseconds: number = patience,
): Promise<Value> {
  const tooLate = Promise.withResolvers<never>();
  const late = (): void => tooLate.reject(new Error(`waited ${milliseconds} ms for ${what}`));
  // It keeps nothing alive: what nothing can bring any more fails at once.
  const timer = setTimeout(late, milliseconds).unref();
  try {
    return await Promise.race([promise, tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves as soon as something is so, looking once a turn of the event loop. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  // Not `performance.now`, which a test may have stopped.
  const end = process.hrtime.bigint() + BigInt(patience) * 1_000_000n;
  while (!(await isSo())) {
    assert.ok(process.hrtime.bigint() < end, `waited ${patience} ms for ${what}`);
    await turn();
  }
}
