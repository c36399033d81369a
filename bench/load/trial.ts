import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';
import type { Crowd } from './crowd.ts';
import { Histogram } from './histogram.ts';
import { NumberedFrame } from './masked.ts';

const mostSenders = 10;
/** Delay at which a trial has failed: going on would only lengthen the queue. */
const hopeless = 1_000;
const settlesWithin = 30_000;
/** Silence after which missing messages count as dropped. */
const silent = 2_000;

export interface TrialResult {
  /** Milliseconds from the planned time to each delivery. */
  p50: number;
  p99: number;
  /** Whether every message reached everyone, and the schedule was kept. */
  isComplete: boolean;
  deliveries: number;
  /** From the first planned time to the last delivery. */
  seconds: number;
}

/**
 * Sends messages to a crowd at a fixed rate, independent of the server: an open loop. All senders
 * share one schedule. The n-th message that reaches a client is measured from the planned time of
 * the n-th message: with several senders two neighbours may change places, which does not affect
 * the percentiles.
 */
export class Trial {
  readonly #crowd: Crowd;
  readonly #frame: NumberedFrame;
  readonly #histogram = new Histogram();
  /** Continues over trials: a message id is used once. */
  #next = 0;
  #started = 0;
  #step = 0;
  #latest = 0;
  #delivered = 0;
  #lateness = 0;

  constructor(crowd: Crowd) {
    this.#crowd = crowd;
    this.#frame = new NumberedFrame(crowd.dialect.message);
    crowd.onDelivered = (client, count) => this.#arrived(client, count);
  }

  /** Sends `rate` messages per second for some seconds, and waits for all deliveries. */
  async run(rate: number, seconds: number): Promise<TrialResult> {
    this.#begin(rate);
    const wanted = Math.round(rate * seconds);
    const sent = await this.#send(wanted);
    const expected = sent * this.#crowd.clients.length;
    const isSettled = await this.#settle(expected);
    return {
      p50: this.#histogram.percentile(0.5),
      p99: this.#histogram.percentile(0.99),
      isComplete: isSettled && sent === wanted,
      deliveries: this.#delivered,
      seconds: (this.#latest - this.#started) / 1_000,
    };
  }

  #begin(rate: number): void {
    this.#histogram.clear();
    this.#step = 1_000 / rate;
    this.#delivered = 0;
    this.#lateness = 0;
    for (const client of this.#crowd.clients) client.received = 0;
    this.#started = performance.now();
    this.#latest = this.#started;
  }

  async #send(wanted: number): Promise<number> {
    const senders = this.#crowd.clients.slice(0, mostSenders);
    let sent = 0;
    while (sent < wanted && !this.#isHopeless(sent)) {
      const passed = performance.now() - this.#started;
      const due = Math.min(wanted, Math.floor(passed / this.#step) + 1);
      this.#sendFrom(senders, due - sent);
      sent = due;
      await sleep(1);
    }
    return sent;
  }

  #sendFrom(senders: Client[], count: number): void {
    const { length } = this.#frame;
    senders.forEach((sender, turn) => {
      const share = Math.floor((count + senders.length - 1 - turn) / senders.length);
      if (share === 0) return;
      const bytes = Buffer.allocUnsafe(share * length);
      for (let at = 0; at < bytes.length; at += length) this.#frame.copyTo(bytes, at, this.#next++);
      sender.write(bytes);
    });
  }

  #isHopeless(sent: number): boolean {
    const isSilent = this.#delivered === 0 && sent * this.#step > hopeless;
    return isSilent || this.#lateness > hopeless;
  }

  async #settle(expected: number): Promise<boolean> {
    const deadline = performance.now() + settlesWithin;
    while (this.#delivered < expected && performance.now() < deadline) {
      if (performance.now() - this.#latest > silent) break;
      await sleep(5);
    }
    return this.#delivered === expected;
  }

  #arrived(client: Client, count: number): void {
    const now = performance.now();
    const first = now - this.#started - client.received * this.#step;
    for (let index = 0; index < count; index++) this.#histogram.add(first - index * this.#step);
    client.received += count;
    this.#delivered += count;
    this.#latest = now;
    this.#lateness = first;
  }
}
