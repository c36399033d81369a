import { replay } from '../../protocol/games/game.ts';
import { games as rules } from '../../protocol/games/games.ts';
import type { GameMessage } from '../../protocol/model.ts';
import type { Chat } from '../chat.ts';
import { wallClock, type Clock } from '../clock.ts';
import { choose, type Level } from './choose.ts';
import { forgetTalk } from './forget.ts';
import { stepsIn, type Step } from './steps.ts';

export interface PlayerOptions {
  chat: Chat;
  level: Level;
  clock?: Clock;
  /** Milliseconds before it does anything, so that people see what happens. */
  pause?: number;
}

/** A game may become due without a word: when its other player is gone for long enough. */
const looksEvery = 60_000;

/**
 * Takes what is proposed to it, rematches too, and plays whenever it is its turn. Whatever it does
 * follows from the open games as they stand, so that it goes on wherever the line was cut.
 */
export class Player {
  readonly #chat: Chat;
  readonly #level: Level;
  readonly #clock: Clock;
  readonly #pause: number;
  /** What it is about to do or has done in each game, so that it does it once. */
  readonly #begun = new Map<string, Step>();
  #cancelLook = (): void => {};

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
    this.#cancelLook();
    this.#chat.close();
  }

  #look(): void {
    this.#cancelLook();
    this.#cancelLook = this.#clock.after(looksEvery, () => this.#look());
    const state = this.#chat.store.get();
    for (const id of this.#begun.keys()) if (!state.games.has(id)) this.#begun.delete(id);
    for (const [id, step] of stepsIn(state, this.#clock.now())) {
      if (step === this.#begun.get(id)) continue;
      this.#begun.set(id, step);
      this.#clock.after(this.#pause, () => void this.#take(id, step));
    }
  }

  /** Takes a step if it is still to be taken; what is refused is looked at again. */
  async #take(id: string, step: Step): Promise<void> {
    const state = this.#chat.store.get();
    const isDue = stepsIn(state, this.#clock.now()).get(id) === step;
    const answer = isDue ? await this.#do(state.games.get(id)!.message, step) : undefined;
    if (answer?.type !== 'ack' && this.#begun.get(id) === step) this.#begun.delete(id);
  }

  #do({ id, game, moves }: GameMessage, step: Step) {
    if (step === 'accept') return this.#chat.games.accept(id);
    if (step === 'claim') return this.#chat.games.claim(id);
    const known = rules.get(game)!;
    const random = (): number => this.#clock.random();
    const move = choose(known, replay(known, moves), this.#level, random);
    return this.#chat.games.play(id, step, move);
  }
}
