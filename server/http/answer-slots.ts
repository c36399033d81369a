import type { EventEmitter } from 'node:events';
import { nextTurn } from '../runtime/cooperative-turns.ts';

/** Long answers to one person that are made, or wait to be taken, at the same time. */
const atOnce = 8;

/** An answer, until it has been taken or its line is gone. */
type Answer = Pick<EventEmitter, 'once' | 'off'> & { readonly destroyed: boolean };

interface Line {
  taken: number;
  /** Each takes over the place that somebody gives back. */
  readonly waiting: (() => void)[];
}

/**
 * Gives the long answers to one person a few places: what is not read would else pile up here, a
 * page for each of a hundred questions. The others wait and cost nothing.
 */
export class AnswerSlots {
  readonly #lines = new Map<string, Line>();

  /** Resolves to what gives the place back, which the end of the answer does as well. */
  async take(person: string, answer: Answer): Promise<() => void> {
    const line = this.#lines.get(person) ?? { taken: 0, waiting: [] };
    this.#lines.set(person, line);
    if (line.taken < atOnce) line.taken += 1;
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
    // Each of many is made in a turn of its own: whatever else there is to do goes between.
    if (line.taken > 1) await nextTurn();
    let isHeld = true;
    const giveBack = (): void => {
      answer.off('close', giveBack);
      if (isHeld) this.#giveBack(person, line);
      isHeld = false;
    };
    answer.once('close', giveBack);
    if (answer.destroyed) giveBack();
    return giveBack;
  }

  #giveBack(person: string, line: Line): void {
    const next = line.waiting.shift();
    if (next !== undefined) return next();
    line.taken -= 1;
    if (line.taken === 0) this.#lines.delete(person);
  }
}
