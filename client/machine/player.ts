import { replay } from '../../protocol/games/game.ts';
import { games as rules } from '../../protocol/games/games.ts';
import { limits } from '../../protocol/limits.ts';
import type { GameMessage, Person } from '../../protocol/model.ts';
import type { Chat } from '../chat.ts';
import { wallClock, type Clock } from '../clock.ts';
import type { State } from '../state.ts';
import { choose, type Level } from './choose.ts';
import { forgetTalk } from './forget.ts';

export interface PlayerOptions {
  chat: Chat;
  level: Level;
  clock?: Clock;
  /** Milliseconds before it does anything, so that people see what happens. */
  pause?: number;
}

/** What a game waits for: that it is taken, or for the move after so many. */
type Step = 'accept' | number;

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

  #look(): void {
    const state = this.#chat.store.get();
    for (const id of this.#begun.keys()) if (!state.games.has(id)) this.#begun.delete(id);
    const mayAccept = hasRoomForOneMore(state);
    for (const { message } of state.games.values()) {
      const step = stepOf(message, state.you);
      if (step === undefined || step === this.#begun.get(message.id)) continue;
      if (step === 'accept' && !mayAccept) continue;
      this.#begun.set(message.id, step);
      this.#clock.after(this.#pause, () => void this.#take(message.id, step));
    }
  }

  /** Takes a step if it is still to be taken; what is refused may be tried when a game changes. */
  async #take(id: string, step: Step): Promise<void> {
    const { games, you } = this.#chat.store.get();
    const message = games.get(id)?.message;
    const isDue = message !== undefined && stepOf(message, you) === step;
    const answer = isDue ? await this.#do(message, step) : undefined;
    if (answer?.type !== 'ack' && this.#begun.get(id) === step) this.#begun.delete(id);
  }

  #do({ id, game, moves }: GameMessage, step: Step) {
    if (step === 'accept') return this.#chat.games.accept(id);
    const known = rules.get(game)!;
    const random = (): number => this.#clock.random();
    const move = choose(known, replay(known, moves), this.#level, random);
    return this.#chat.games.play(id, step, move);
  }
}

function stepOf({ game, seats, invited, moves }: GameMessage, me?: Person): Step | undefined {
  const known = rules.get(game);
  if (me === undefined || known === undefined) return undefined;
  if (seats.includes(null)) return invited?.id === me.id ? 'accept' : undefined;
  if (!seats.some((seat) => seat?.id === me.id)) return undefined;
  const { turn, ply } = replay(known, moves);
  return seats[turn]?.id === me.id ? ply : undefined;
}

function hasRoomForOneMore({ games, you }: State): boolean {
  const own = [...games.values()].filter(({ message }) =>
    message.seats.some((seat) => seat?.id === you?.id),
  );
  return own.length < limits.games;
}
