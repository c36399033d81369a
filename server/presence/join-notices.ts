import { newcomerLine } from '../../protocol/plain-text/lines.ts';
import { plainText } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';
import { textFrame } from '../transport/websocket-frame.ts';

interface Connected {
  readonly codec: object;
  readonly sink: Sink;
}

const frame = textFrame(newcomerLine);

/** At most 1/8 of the CPU time: the next notice waits 8 times the duration of the last one. */
const pauseFactor = 8;
/** Milliseconds without a join after which a burst is over and announced without that pause. */
const lull = 5;
/** Longest pause (milliseconds) that may be skipped so: a trickle is many bursts of one join. */
const longestSkippedPause = 200;

/**
 * Announces each join to every plain-text client, including the one that joined: one line per join.
 * Joins within one turn of the event loop, or during the pause after a notice, are announced in one
 * write per client: a thousand joins at once would else be half a million writes.
 */
export class JoinNotices {
  readonly #connections: Iterable<Connected>;
  #joined: Connected[] = [];
  #notBefore = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(connections: Iterable<Connected>) {
    this.#connections = connections;
  }

  joined(newcomer: Connected): void {
    const isFirst = this.#joined.push(newcomer) === 1;
    const pause = this.#notBefore - performance.now();
    if (pause > 1) this.#announceAfter(pause > longestSkippedPause ? pause : Math.min(pause, lull));
    else if (isFirst) setImmediate(() => this.#announce());
  }

  #announceAfter(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#announce(), wait);
  }

  #announce(): void {
    const started = performance.now();
    this.#writeAll(this.#joined);
    this.#joined = [];
    const took = performance.now() - started;
    this.#notBefore = Math.max(this.#notBefore, started) + took * pauseFactor;
  }

  #writeAll(joined: Connected[]): void {
    const lines = Buffer.concat(joined.map(() => frame));
    const before = new Map(joined.map((newcomer, index) => [newcomer, index * frame.length]));
    // A client that joined gets the lines from its own on, all others get every line.
    for (const each of this.#connections) {
      if (each.codec === plainText) each.sink.write(lines.subarray(before.get(each) ?? 0));
    }
  }
}
