import type { Chat } from '../client/chat.ts';
import { currentRoom } from '../client/state.ts';
import { Store } from '../client/store.ts';
import { noFigures, sum, type Figures } from '../client/tally.ts';

const pace = 1_000;
const minute = 60_000;

interface Poll {
  at: number;
  figures: Figures;
}

/**
 * Asks over plain HTTP every second whether there is something new, beside the connection that
 * tells it anyway: the lesson's first try, for comparison. A change waits until it is asked for.
 */
export class Polling {
  readonly isOn = new Store(false);
  readonly #chat: Chat;
  #polls: readonly Poll[] = [];
  /** Revisions of the room looked at, and when the connection brought them. */
  #brought: readonly { rev: number; at: number }[] = [];
  #room: string | undefined;
  #after = 0;

  constructor(chat: Chat) {
    this.#chat = chat;
    chat.store.watch(
      (state) => currentRoom(state)?.rev,
      (rev) => this.#came(rev),
    );
    this.isOn.watch(
      (isOn) => isOn,
      () => this.#begin(),
    );
    setInterval(() => this.isOn.get() && void this.#ask(), pace);
  }

  /** What it took in the last minute. */
  lastMinute(): Figures {
    const recent = this.#polls.filter(({ at }) => Date.now() - at < minute);
    return recent.map(({ figures }) => figures).reduce(sum, noFigures);
  }

  /** What is there already is not waited for. */
  #begin(): void {
    const room = currentRoom(this.#chat.store.get());
    [this.#room, this.#after, this.#brought] = [room?.name, room?.rev ?? 0, []];
  }

  #came(rev: number | undefined): void {
    if (!this.isOn.get()) return;
    const room = this.#chat.store.get().current;
    if (room !== this.#room || this.#after === 0) this.#begin();
    else if (rev !== undefined) this.#brought = [...this.#brought, { rev, at: Date.now() }];
  }

  async #ask(): Promise<void> {
    const [room, after] = [this.#room, this.#after];
    if (room === undefined || after === 0) return;
    // What does not come now is asked for again in a second.
    const answer = await this.#chat.api.changes(room, after).catch(() => undefined);
    if (answer === undefined || room !== this.#room) return;
    const at = Date.now();
    const delays = this.#delaysUpTo(answer.changes.rev, at);
    this.#after = answer.changes.rev;
    const recent = this.#polls.filter((poll) => at - poll.at < minute);
    this.#polls = [...recent, { at, figures: { ...answer.cost, delays } }];
  }

  /** How long each of the changes was there before it was asked for. */
  #delaysUpTo(rev: number, at: number): number[] {
    const latency = this.#chat.store.get().latency ?? 0;
    const seen = this.#brought.filter((each) => each.rev <= rev);
    this.#brought = this.#brought.filter((each) => each.rev > rev);
    return seen.map((each) => at - each.at + latency);
  }
}
