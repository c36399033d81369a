import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds that a test waits for an event. */
export const patience = 5_000;

/** Returns the result of `promise`. Rejects with a sentence if it does not settle in time. */
export async function within<Value>(
  promise: Promise<Value>,
  what: string,
  milliseconds: number = patience,
): Promise<Value> {
  const tooLate = Promise.withResolvers<never>();
  const late = (): void => tooLate.reject(new Error(`waited ${milliseconds} ms for ${what}`));
  // Unreferenced, so that a process without other work ends at once.
  const timer = setTimeout(late, milliseconds).unref();
  try {
    return await Promise.race([promise, tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves as soon as the condition is true, checked in each turn of the event loop. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  // Not `performance.now`, which a test may have frozen.
  const end = process.hrtime.bigint() + BigInt(patience) * 1_000_000n;
  while (!(await condition())) {
    assert.ok(process.hrtime.bigint() < end, `waited ${patience} ms for ${what}`);
    await turn();
  }
}
