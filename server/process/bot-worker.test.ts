import assert from 'node:assert/strict';
import test from 'node:test';
import { BotWorker } from '../bots/bot-worker.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';

const patience = { timeout: 20_000 };

test('a crash is reported once, and the worker restarts after a delay', patience, async () => {
  const { worker, clock, errors } = crashing();
  await clock.timerRequested(() => worker.start('no address'));
  clock.pass(1_999);
  assert.equal(errors.length, 1);
  await clock.timerRequested(() => clock.pass(1));
  assert.equal(errors.length, 2);
  await worker.end();
});

test('a worker that was told to end does not restart', patience, async () => {
  const { worker, clock, errors } = crashing();
  await clock.timerRequested(() => worker.start('no address'));
  await worker.end();
  clock.pass(60_000);
  await worker.end();
  assert.equal(errors.length, 1);
});

/** Reports when a timer is requested. */
class WatchedClock extends ManualClock {
  #onTimer = (): void => {};

  override after(milliseconds: number, call: () => void): () => void {
    this.#onTimer();
    return super.after(milliseconds, call);
  }

  timerRequested(begin: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#onTimer = resolve;
      begin();
    });
  }
}

/** A worker that ends at once because its server address is invalid. */
function crashing() {
  const clock = new WatchedClock();
  const errors: unknown[] = [];
  const players = [{ token: 'none', level: 'easy' }] as const;
  const worker = new BotWorker(players, clock, (error) => errors.push(error));
  return { worker, clock, errors };
}
