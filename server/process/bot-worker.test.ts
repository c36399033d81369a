import assert from 'node:assert/strict';
import test from 'node:test';
import { BotWorker } from '../bots/bot-worker.ts';
import { ManualClock } from '../test-support/manual-clock.ts';

const patience = { timeout: 20_000 };

test('a crash is noted once, and the machine starts again after a moment', patience, async () => {
  const { thread, clock, noted } = crashing();
  await clock.isAskedToWait(() => thread.start('no address'));
  clock.pass(1_999);
  assert.equal(noted.length, 1);
  await clock.isAskedToWait(() => clock.pass(1));
  assert.equal(noted.length, 2);
  await thread.end();
});

test('a machine that is to end does not start again', patience, async () => {
  const { thread, clock, noted } = crashing();
  await clock.isAskedToWait(() => thread.start('no address'));
  await thread.end();
  clock.pass(60_000);
  await thread.end();
  assert.equal(noted.length, 1);
});

/** Tells when somebody wants to be called later. */
class WatchedClock extends ManualClock {
  #asked = (): void => {};

  override after(milliseconds: number, call: () => void): () => void {
    this.#asked();
    return super.after(milliseconds, call);
  }

  isAskedToWait(begin: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#asked = resolve;
      begin();
    });
  }
}

/** A machine that has an address which is none ends at once. */
function crashing() {
  const clock = new WatchedClock();
  const noted: unknown[] = [];
  const players = [{ token: 'none', level: 'easy' }] as const;
  const thread = new BotWorker(players, clock, (error) => noted.push(error));
  return { thread, clock, noted };
}
