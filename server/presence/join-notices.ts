import { newcomerLine } from '../../protocol/plain-text/lines.ts';
import { plainText } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';
import { textFrame } from '../transport/websocket-frame.ts';

interface Connected {
  readonly codec: object;
  readonly sink: Sink;
}

const frame = textFrame(newcomerLine);

/** Publisher everybody takes one part in so many of the time: what it took is waited for. */
const parts = 8;
/** Milliseconds without a newcomer after which a rush is over, and told of without that wait. */
const lull = 5;
/** Milliseconds of that wait that may be put off: a trickle is many rushes of one. */
const mostPutOff = 200;

/**
 * Tells every plain client of whoever comes, themselves too: a line for each. Those who come in one
 * turn of the event loop, or while the last notice is recovered from, are told of by one write to
 * each client: a thousand who come at once would else be half a million writes.
 */
export class JoinNotices {
  readonly #everybody: Iterable<Connected>;
  #come: Connected[] = [];
  #notBefore = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(everybody: Iterable<Connected>) {
    this.#everybody = everybody;
  }

  came(newcomer: Connected): void {
    const isFirst = this.#come.push(newcomer) === 1;
    const rest = this.#notBefore - performance.now();
    if (rest > 1) this.#tellAfter(rest > mostPutOff ? rest : Math.min(rest, lull));
    else if (isFirst) setImmediate(() => this.#tell());
  }

  #tellAfter(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), wait);
  }

  #tell(): void {
    const started = performance.now();
    this.#tellAll(this.#come);
    this.#come = [];
    const took = performance.now() - started;
    this.#notBefore = Math.max(this.#notBefore, started) + took * parts;
  }

  #tellAll(come: Connected[]): void {
    const lines = Buffer.concat(come.map(() => frame));
    const before = new Map(come.map((newcomer, index) => [newcomer, index * frame.length]));
    // Whoever came first hears of all of them, whoever came last of themselves.
    for (const each of this.#everybody) {
      if (each.codec === plainText) each.sink.write(lines.subarray(before.get(each) ?? 0));
    }
  }
}
