import { replay } from '../protocol/games/game.ts';
import { games as rules } from '../protocol/games/games.ts';
import type { Chat } from '../client/chat.ts';
import { wallClock, type Clock } from '../client/clock.ts';
import { choose, type Level } from './choose-move.ts';
import { forgetTalk } from './trim-history.ts';
import { stepIn, type Step } from './next-step.ts';

export interface PlayerOptions {
  chat: Chat;
  level: Level;
  clock?: Clock;
  /** Milliseconds before it does anything, so that people see what happens. */
  pause?: number;
}

/** A game that waits for it, and what for. */
interface Due {
  id: string;
  step: Step;
}

/**
 * Takes what is proposed to it, rematches too, and plays whenever it is its turn. Whatever it does
 * follows from the open games as they stand, so that it goes on wherever the line was cut. It does
 * one thing at a time, and hears what comes in between; the more games wait, the shorter it thinks.
 */
export class Player {
  readonly #chat: Chat;
  readonly #level: Level;
  readonly #clock: Clock;
  readonly #pause: number;
  /** What it is about to do or has done in each game, so that it does it once. */
  readonly #begun = new Map<string, Step>();
  readonly #due: Due[] = [];

  constructor({ chat, level, clock = wallClock, pause = 400 }: PlayerOptions) {
    this.#chat = chat;
    this.#level = level;
    this.#clock = clock;
    this.#pause = pause;
    chat.store.watch(
      (state) => state.games,
      () => this.#look(),
    );
    chat.store.watch(
      (state) => state.rooms,
      () => chat.store.set(forgetTalk(chat.store.get())),
    );
  }

  /** Leaves; what it was about to do is not done. */
  close(): void {
    this.#chat.close();
  }

  #look(): void {
    const { games } = this.#chat.store.get();
    for (const id of this.#begun.keys()) if (!games.has(id)) this.#begun.delete(id);
    for (const id of games.keys()) {
      const step = this.#stepIn(id);
      if (step === undefined || step === this.#begun.get(id)) continue;
      this.#begun.set(id, step);
      this.#clock.after(this.#pause, () => this.#isDue({ id, step }));
    }
  }

  #isDue(due: Due): void {
    if (this.#due.push(due) === 1) this.#next();
  }

  /** What was heard meanwhile comes before the next step. */
  #next(): void {
    const [due] = this.#due;
    if (due === undefined) return;
    void this.#take(due);
    this.#clock.after(0, () => {
      this.#due.shift();
      this.#next();
    });
  }

  /** Takes a step if it is still to be taken; what is refused is looked at again. */
  async #take({ id, step }: Due): Promise<void> {
    const answer = this.#stepIn(id) === step ? await this.#do(id, step) : undefined;
    if (answer?.type !== 'ack' && this.#begun.get(id) === step) this.#begun.delete(id);
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
