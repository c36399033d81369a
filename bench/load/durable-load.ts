import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Dialect } from './client.ts';
import { Crowd } from './crowd.ts';
import { json, postOf } from './dialects.ts';
import { Histogram } from './histogram.ts';
import { NumberedFrame } from './masked.ts';

const ack = Buffer.from('{"type":"ack","id":"bench-');
const digits = 9;
const refused = Buffer.from('{"type":"refused"');

/** Posts of many people in small rooms, with their answers. */
export class DurableLoad {
  readonly crowd: Crowd;
  readonly acks = new Histogram();
  readonly deliveries = new Histogram();
  readonly #rooms: readonly string[];
  readonly #frames: readonly NumberedFrame[];
  /** When each post was planned, by its number, and by its place in its room. */
  readonly #planned: number[] = [];
  readonly #plannedIn: number[][];
  #again = false;
  acked = 0;
  refused = 0;

  constructor(port: number, tokens: readonly string[], rooms: readonly string[]) {
    this.#rooms = rooms;
    this.#frames = rooms.map((room) => new NumberedFrame(postOf(room)));
    this.#plannedIn = rooms.map(() => []);
    this.crowd = new Crowd(port, this.#dialect(tokens));
    this.crowd.onDelivered = (client, count) => this.#delivered(client, count);
  }

  /** Posts at a fixed rate, independent of the server. Resolves when all are answered. */
  async atRate(rate: number, seconds: number): Promise<void> {
    this.#clear();
    const [started, wanted] = [performance.now(), rate * seconds];
    for (let sent = 0; sent < wanted; await sleep(1)) {
      const due = Math.floor(((performance.now() - started) * rate) / 1_000) + 1;
      for (; sent < Math.min(due, wanted); sent++) {
        const client = this.crowd.clients[sent % this.crowd.clients.length];
        if (client !== undefined) this.#post(client, started + (sent * 1_000) / rate);
      }
    }
    const deadline = performance.now() + 10_000;
    while (this.acked < wanted && performance.now() < deadline) await sleep(5);
  }

  /** Everyone keeps this many posts unanswered. Returns the acknowledged posts per second. */
  async asFastAsItGoes(onTheWay: number, seconds: number): Promise<number> {
    this.#clear();
    this.#again = true;
    for (const client of this.crowd.clients)
      for (let post = 0; post < onTheWay; post++) this.#post(client, performance.now());
    await sleep(500);
    const [before, started] = [this.acked, performance.now()];
    await sleep(seconds * 1_000);
    this.#again = false;
    return ((this.acked - before) * 1_000) / (performance.now() - started);
  }

  #clear(): void {
    for (const histogram of [this.acks, this.deliveries]) histogram.clear();
    for (const planned of this.#plannedIn) planned.length = 0;
    for (const client of this.crowd.clients) client.received = 0;
    this.acked = 0;
  }

  #post(client: Client, planned: number): void {
    const room = client.number % this.#rooms.length;
    const frame = this.#frames[room];
    if (frame === undefined) return;
    const bytes = Buffer.allocUnsafe(frame.length);
    frame.copyTo(bytes, 0, this.#planned.length);
    this.#planned.push(planned);
    this.#plannedIn[room]?.push(planned);
    client.write(bytes);
  }

  #dialect(tokens: readonly string[]): Dialect {
    const protocol = json(tokens, (client) => this.#rooms[client % this.#rooms.length] ?? '');
    return {
      ...protocol,
      received: (client, length, bytes, at) => {
        if (begins(bytes, at, ack)) this.#acknowledged(client, bytes, at + ack.length);
        else if (begins(bytes, at, refused)) this.refused += 1;
        else return protocol.received(client, length, bytes, at);
        return 0;
      },
    };
  }

  #acknowledged(client: Client, bytes: Buffer, at: number): void {
    const number = Number(bytes.toString('latin1', at, at + digits));
    const now = performance.now();
    this.acks.add(now - (this.#planned[number] ?? NaN));
    this.acked += 1;
    if (this.#again) this.#post(client, now);
  }

  #delivered(client: Client, count: number): void {
    const now = performance.now();
    const planned = this.#plannedIn[client.number % this.#rooms.length] ?? [];
    for (let index = 0; index < count; index++)
      this.deliveries.add(now - (planned[client.received + index] ?? now));
    client.received += count;
  }
}

function begins(bytes: Buffer, at: number, words: Buffer): boolean {
  return bytes.compare(words, 0, words.length, at, at + words.length) === 0;
}
