import { newcomerLine } from '../protocol/text.ts';
import { plainText } from './languages.ts';
import type { Outlet } from './outlet.ts';
import { textFrame } from './websocket-frame.ts';

interface Connected {
  readonly language: object;
  readonly outlet: Outlet;
}

const frame = textFrame(newcomerLine);

/** What telling everybody took is waited for so many times over before it is done again. */
const pause = 7;

/**
 * Tells every plain client of whoever comes, themselves too: a line for each. Those who come in one
 * turn of the event loop, or while the last telling is recovered from, are told of by one write to
 * each client: a thousand who come at once would else be half a million writes.
 */
export class Newcomers {
  readonly #everybody: Iterable<Connected>;
  #come: Connected[] = [];
  #notBefore = 0;

  constructor(everybody: Iterable<Connected>) {
    this.#everybody = everybody;
  }

  came(newcomer: Connected): void {
    this.#come.push(newcomer);
    if (this.#come.length === 1) this.#tellSoon();
  }

  #tellSoon(): void {
    const wait = this.#notBefore - performance.now();
    if (wait > 1) setTimeout(() => this.#tell(), wait);
    else setImmediate(() => this.#tell());
  }

  #tell(): void {
    const started = performance.now();
    this.#tellAll(this.#come);
    this.#come = [];
    const ended = performance.now();
    this.#notBefore = ended + (ended - started) * pause;
  }

  #tellAll(come: Connected[]): void {
    const lines = Buffer.concat(come.map(() => frame));
    const before = new Map(come.map((newcomer, index) => [newcomer, index * frame.length]));
    // Whoever came first hears of all of them, whoever came last of themselves.
    for (const each of this.#everybody) {
      if (each.language === plainText) each.outlet.write(lines.subarray(before.get(each) ?? 0));
    }
  }
}
