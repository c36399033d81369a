import { replay } from '../protocol/games/game.ts';
import { games as rules } from '../protocol/games/games.ts';
import type { Chat } from '../client/chat.ts';
import { wallClock, type Clock } from '../client/runtime/clock.ts';
import { choose, type Level } from './choose-move.ts';
import { trimHistory } from './trim-history.ts';
import { stepIn, type Step } from './next-step.ts';

export interface PlayerOptions {
  chat: Chat;
  level: Level;
  clock?: Clock;
  /** Milliseconds before each action, so that people see what happens. */
  pause?: number;
}

/** A step that is due in a game. */
interface Due {
  id: string;
  step: Step;
}

/**
 * Accepts proposals and rematches, and plays whenever it is its turn. Its steps follow from the
 * open games alone, so it continues after a disconnection. It takes one step at a time and handles
 * frames in between; the more games wait, the less it thinks about each.
 */
export class Player {
  readonly #chat: Chat;
  readonly #level: Level;
  readonly #clock: Clock;
  readonly #pause: number;
  /** The step planned or taken in each game, so that it is taken once. */
  readonly #planned = new Map<string, Step>();
  readonly #due: Due[] = [];

  constructor({ chat, level, clock = wallClock, pause = 400 }: PlayerOptions) {
    this.#chat = chat;
    this.#level = level;
    this.#clock = clock;
    this.#pause = pause;
    chat.store.watch(
      (state) => state.games,
      () => this.#plan(),
    );
    chat.store.watch(
      (state) => state.rooms,
      () => chat.store.set(trimHistory(chat.store.get())),
    );
  }

  /** Disconnects; planned steps are not taken. */
  close(): void {
    this.#chat.close();
  }

  #plan(): void {
    const { games } = this.#chat.store.get();
    for (const id of this.#planned.keys()) if (!games.has(id)) this.#planned.delete(id);
    for (const id of games.keys()) {
      const step = this.#stepIn(id);
      if (step === undefined || step === this.#planned.get(id)) continue;
      this.#planned.set(id, step);
      this.#clock.after(this.#pause, () => this.#enqueue({ id, step }));
    }
  }

  #enqueue(due: Due): void {
    if (this.#due.push(due) === 1) this.#next();
  }

  /** Handles received frames before the next step. */
  #next(): void {
    const [due] = this.#due;
    if (due === undefined) return;
    void this.#take(due);
    this.#clock.after(0, () => {
      this.#due.shift();
      this.#next();
    });
  }

  /** Takes a step if it is still due; a refused step is planned again. */
  async #take({ id, step }: Due): Promise<void> {
    const answer = this.#stepIn(id) === step ? await this.#do(id, step) : undefined;
    if (answer?.type !== 'ack' && this.#planned.get(id) === step) this.#planned.delete(id);
  }

  #stepIn(id: string): Step | undefined {
    const { games, you } = this.#chat.store.get();
    const open = games.get(id);
    return open === undefined || you === undefined ? undefined : stepIn(open.message, you);
  }

  #do(id: string, step: Step) {
    if (step === 'accept') return this.#chat.games.accept(id);
    const { game, moves } = this.#chat.store.get().games.get(id)!.message;
    const known = rules.get(game)!;
    const random = (): number => this.#clock.random();
    const move = choose(known, replay(known, moves), this.#level, random, this.#due.length);
    return this.#chat.games.play(id, step, move);
  }
}
