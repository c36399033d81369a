import type { EventEmitter } from 'node:events';
import { nextTurn } from '../runtime/cooperative-turns.ts';

/** Long responses to one person in progress at the same time. */
const maxSlots = 8;

/** A response that is open until it is sent or the client disconnects. */
type Response = Pick<EventEmitter, 'once' | 'off'> & { readonly destroyed: boolean };

/** The slots of one person. */
interface Slots {
  taken: number;
  /** Requests that wait: each takes over a released slot. */
  readonly waiting: (() => void)[];
}

/**
 * Limits the long responses to one person in progress. Otherwise unread pages of a hundred requests
 * would pile up in memory. Further requests wait at no cost.
 */
export class AnswerSlots {
  readonly #byPerson = new Map<string, Slots>();

  /** Resolves to the function that releases the slot. The end of the response releases it too. */
  async take(person: string, response: Response): Promise<() => void> {
    const slots = this.#byPerson.get(person) ?? { taken: 0, waiting: [] };
    this.#byPerson.set(person, slots);
    if (slots.taken < maxSlots) slots.taken += 1;
    else await new Promise<void>((resolve) => slots.waiting.push(resolve));
    // Each of many responses gets a turn of the event loop, so that other work runs in between.
    if (slots.taken > 1) await nextTurn();
    let isHeld = true;
    const release = (): void => {
      response.off('close', release);
      if (isHeld) this.#release(person, slots);
      isHeld = false;
    };
    response.once('close', release);
    if (response.destroyed) release();
    return release;
  }

  #release(person: string, slots: Slots): void {
    const next = slots.waiting.shift();
    if (next !== undefined) return next();
    slots.taken -= 1;
    if (slots.taken === 0) this.#byPerson.delete(person);
  }
}
