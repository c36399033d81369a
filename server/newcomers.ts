import { newcomerLine } from '../protocol/text.ts';
import { plainText } from './languages.ts';
import type { Outlet } from './outlet.ts';
import { textFrame } from './websocket-frame.ts';

interface Connected {
  readonly language: object;
  readonly outlet: Outlet;
}

const frame = textFrame(newcomerLine);

/**
 * Tells every plain client of whoever comes, themselves too: a line for each. Those who come in one
 * turn of the event loop are told of by one write to each client.
 */
export class Newcomers {
  readonly #everybody: Iterable<Connected>;
  #come: Connected[] = [];

  constructor(everybody: Iterable<Connected>) {
    this.#everybody = everybody;
  }

  came(newcomer: Connected): void {
    this.#come.push(newcomer);
    if (this.#come.length === 1) setImmediate(() => this.#tell());
  }

  #tell(): void {
    const come = this.#come;
    this.#come = [];
    const lines = Buffer.concat(come.map(() => frame));
    const before = new Map(come.map((newcomer, index) => [newcomer, index * frame.length]));
    // Whoever came first hears of all of them, whoever came last of themselves.
    for (const each of this.#everybody) {
      if (each.language === plainText) each.outlet.write(lines.subarray(before.get(each) ?? 0));
    }
  }
}
