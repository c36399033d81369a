import type { Message, Person, TextMessage, GameMessage } from '../../../protocol/model.ts';
import { digestOf, type RequestedChange, type Event, type Run } from '../checker/history.ts';

/** A run that a test may change. */
export type OpenRun = Open<Run>;
type Open<Value> = Value extends object
  ? { -readonly [Key in keyof Value]: Open<Value[Key]> }
  : Value;

export const ada: Person = { id: 'p-ada', name: 'Ada' };
export const zoe: Person = { id: 'p-zoe', name: 'Zoé' };
const people = [ada, zoe];
const room = 'general';

/** An action of a run; `at` picks the message. */
export interface Step {
  does: 'post' | 'edit' | 'delete' | 'react' | 'refused' | 'restart';
  by: 0 | 1;
  at: number;
}

/** A correct run: two people, one room, a game that Ada wins, and the given steps. */
export function goodRun(steps: readonly Step[]): OpenRun {
  const world = new World();
  world.play();
  for (const step of steps) world.take(step);
  return world.run();
}

/** A correct server, and clients that see it. */
class World {
  readonly #events: Record<string, Event[]> = { [ada.id]: [], [zoe.id]: [] };
  readonly #answers: { person: string; id: string; rev: number | null }[] = [];
  readonly #restarts: { by: string; acked: string[]; kept: string[] }[] = [];
  #messages: Message[] = [];
  #acked: string[] = [];
  #rev = 0;
  #asks = 0;

  take({ does, by: index, at }: Step): void {
    const by = people[index]!;
    const own = this.#messages.filter((each) => each.kind === 'text' && each.author === by);
    const message = own[at % own.length] as TextMessage | undefined;
    if (does === 'restart') return this.#restart();
    if (does === 'refused') return this.#refuse(by);
    if (does === 'post' || message === undefined) return this.#post(by);
    const id = this.#id();
    if (does === 'edit') {
      const text = `edit ${id}`;
      this.#change(by, { type: 'edit', id, message: message.id, text }, message, {
        text,
        editedAt: at,
      });
    } else if (does === 'delete') {
      const { seq, rev, author, at: time } = message;
      const tombstone: Message = { id: message.id, seq, rev, author, at: time, kind: 'deleted' };
      this.#change(by, { type: 'delete', id, message: message.id }, tombstone, {});
    } else {
      const on = message.reactions === undefined;
      const change = { type: 'react', id, message: message.id, emoji: '👍', on } as const;
      const { reactions: _before, ...rest } = message;
      const plain: TextMessage = rest;
      this.#change(
        by,
        change,
        plain,
        on ? { reactions: [{ emoji: '👍', count: 1, by: [by] }] } : {},
      );
    }
  }

  /** A game that Ada begins and wins. */
  play(): void {
    const id = this.#id();
    const seq = (this.#rev += 1);
    this.#ask(ada, { type: 'game.propose', id, room, game: 'morpion' }, seq);
    const placed = { id, seq, rev: seq, author: ada, at: seq };
    const open = { seats: [ada, null], moves: [], gone: [null, null], score: [0, 0] } as const;
    let game = { ...placed, kind: 'game', game: 'morpion', ...open } as unknown as GameMessage;
    this.#messages.push(game);
    const accept = { type: 'game.accept', id: this.#id(), message: id } as const;
    game = this.#change(zoe, accept, game, { seats: [ada, zoe] });
    for (const [ply, move] of [0, 3, 1, 4, 2].entries()) {
      const line = [0, 1, 2];
      const won = ply === 4 && { result: { is: 'won', seat: 0, by: 'line', line } as const };
      const play = { type: 'game.play', id: this.#id(), message: id, ply, move } as const;
      const moves = [...game.moves, move];
      game = this.#change(people[ply % 2]!, play, game, { moves, ...won });
    }
  }

  run(): OpenRun {
    this.#restart();
    const [rev, messages] = [this.#rev, this.#messages];
    const digest = digestOf(messages);
    for (const events of Object.values(this.#events)) {
      for (const { seq, id } of messages) events.push({ is: 'saw', room, seq, id });
      events.push({ is: 'looked', room, floor: 0, rev, digest });
    }
    const replicas = people.map((person) => ({ person, room, floor: 0, rev, messages }));
    const histories = people.map((person) => ({ person, events: this.#events[person.id]! }));
    const kept = { rooms: [{ room, rev, messages }], answers: this.#answers };
    // As if read back from disk: no object is shared.
    return JSON.parse(
      JSON.stringify({ histories, restarts: this.#restarts, replicas, kept }),
    ) as OpenRun;
  }

  #post(by: Person): void {
    const id = this.#id();
    const seq = (this.#rev += 1);
    this.#ask(by, { type: 'post', id, room, text: `post ${id}` }, seq);
    const placed = { id, seq, rev: seq, author: by, at: seq };
    this.#messages.push({ ...placed, kind: 'text', text: `post ${id}` });
  }

  #change<Changed extends Message>(
    by: Person,
    change: RequestedChange,
    message: Changed,
    next: Partial<Changed>,
  ): Changed {
    const rev = (this.#rev += 1);
    this.#ask(by, change, rev);
    this.#answers.push({ person: by.id, id: change.id, rev });
    const changed = { ...message, ...next, rev };
    this.#messages = this.#messages.map((each) => (each.id === changed.id ? changed : each));
    return changed;
  }

  #ask(by: Person, change: RequestedChange, rev: number): void {
    this.#acked.push(change.id);
    this.#events[by.id]!.push({ is: 'requested', change }, { is: 'acked', id: change.id, rev });
  }

  #refuse(by: Person): void {
    const id = this.#id();
    const change = { type: 'edit', id, message: 'nowhere-1', text: 'x' } as const;
    const code = 'unknown_message';
    this.#events[by.id]!.push({ is: 'requested', change }, { is: 'refused', id, code });
  }

  #restart(): void {
    this.#restarts.push({ by: 'SIGKILL', acked: this.#acked, kept: this.#acked });
    this.#acked = [];
  }

  #id(): string {
    this.#asks += 1;
    return `change-${this.#asks}`;
  }
}
