import { indexAfter } from '../../client/state/merge.ts';
import type { Message } from '../../protocol/model.ts';

/** Maximum of rendered messages, and how many are added at a time. */
const max = 300;
const step = 50;

/** The part of a long room that is rendered, by the `seq` of its first and last message. */
export class MessageWindow {
  #from = 0;
  /** Infinity: follows the end of the room. */
  #to = Infinity;
  readonly #screenful: number;

  /** `screenful`: messages that fill the view, plus those that scrolling up needs at once. */
  constructor(screenful: number) {
    this.#screenful = screenful;
  }

  get followsEnd(): boolean {
    return this.#to === Infinity;
  }

  /** Moves to the last `count` messages. */
  toEnd(messages: readonly Message[], count = this.#screenful): void {
    this.#from = messages.at(-count)?.seq ?? 0;
    this.#to = Infinity;
  }

  /** The messages to render. Excess messages are dropped at the end that the reader is away from. */
  of(messages: readonly Message[], isAtEnd: boolean): readonly Message[] {
    // None of the rendered messages is left after a reset of the room.
    if (this.#start(messages) >= this.#end(messages)) this.reach(messages, this.#from);
    const start = this.#start(messages);
    const end = this.#end(messages);
    if (end - start > (isAtEnd ? this.#screenful + step : max)) {
      if (isAtEnd) this.#from = messages[end - this.#screenful]?.seq ?? 0;
      else this.#to = messages[start + max - 1]?.seq ?? Infinity;
    }
    return messages.slice(this.#start(messages), this.#end(messages));
  }

  hasEarlier(messages: readonly Message[]): boolean {
    return this.#start(messages) > 0;
  }

  /** Extends to earlier messages; false if none is loaded. */
  earlier(messages: readonly Message[]): boolean {
    const start = this.#start(messages);
    this.#from = messages[start - step]?.seq ?? 0;
    return start > 0;
  }

  /** Extends to later messages and drops the earliest; false at the end of the room. */
  later(messages: readonly Message[]): boolean {
    if (this.followsEnd) return false;
    const end = this.#end(messages) + step;
    this.#to = messages[end]?.seq ?? Infinity;
    const start = Math.min(end, messages.length) - max + step;
    this.#from = Math.max(this.#from, messages[start]?.seq ?? 0);
    return true;
  }

  /** Moves to the message with this `seq` and its neighbours, unless it is rendered already. */
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
