import { indexAfter } from '../../client/state/merge.ts';
import type { Message } from '../../protocol/model.ts';

/** Messages on the page at most, and added at a time. */
const most = 300;
const step = 50;

/** Which part of a long room is on the page, by the places of its ends. */
export class Span {
  #from = 0;
  /** Infinity: it follows the end. */
  #to = Infinity;
  readonly #screenful: number;

  /** `screenful`: messages that fill the page, and as many above as scrolling needs at once. */
  constructor(screenful: number) {
    this.#screenful = screenful;
  }

  get followsEnd(): boolean {
    return this.#to === Infinity;
  }

  /** Shows so many messages that end with the last one. */
  toEnd(messages: readonly Message[], count = this.#screenful): void {
    this.#from = messages.at(-count)?.seq ?? 0;
    this.#to = Infinity;
  }

  /** The part to show; what is too much goes at the end that the reader is away from. */
  of(messages: readonly Message[], isAtEnd: boolean): readonly Message[] {
    // All that was on the page is gone: the room was taken up anew.
    if (this.#start(messages) >= this.#end(messages)) this.reach(messages, this.#from);
    const start = this.#start(messages);
    const end = this.#end(messages);
    if (end - start > (isAtEnd ? this.#screenful + step : most)) {
      if (isAtEnd) this.#from = messages[end - this.#screenful]?.seq ?? 0;
      else this.#to = messages[start + most - 1]?.seq ?? Infinity;
    }
    return messages.slice(this.#start(messages), this.#end(messages));
  }

  hasEarlier(messages: readonly Message[]): boolean {
    return this.#start(messages) > 0;
  }

  /** Takes in earlier messages; false when no earlier one is held. */
  earlier(messages: readonly Message[]): boolean {
    const start = this.#start(messages);
    this.#from = messages[start - step]?.seq ?? 0;
    return start > 0;
  }

  /** Takes in later messages and lets go of the earliest; false when the end is there already. */
  later(messages: readonly Message[]): boolean {
    if (this.followsEnd) return false;
    const end = this.#end(messages) + step;
    this.#to = messages[end]?.seq ?? Infinity;
    const start = Math.min(end, messages.length) - most + step;
    this.#from = Math.max(this.#from, messages[start]?.seq ?? 0);
    return true;
  }

  /** Takes in the message at this place, if it is not there: with what is around it. */
  reach(messages: readonly Message[], seq: number): void {
    const at = indexAfter(messages, seq - 1);
    if (at >= this.#start(messages) && at < this.#end(messages)) return;
    this.#from = messages[Math.max(0, at - step)]?.seq ?? 0;
    this.#to = messages[at + step]?.seq ?? Infinity;
  }

  #start(messages: readonly Message[]): number {
    return indexAfter(messages, this.#from - 1);
  }

  #end(messages: readonly Message[]): number {
    return this.followsEnd ? messages.length : indexAfter(messages, this.#to);
  }
}
