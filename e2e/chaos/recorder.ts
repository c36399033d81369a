import type { Chat } from '../../client/chat.ts';
import type { Room, State } from '../../client/state/state.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { Message, Person } from '../../protocol/model.ts';
import { digestOf, type RequestedChange, type Event, type History } from './checker/history.ts';
import type { Tally } from './tally.ts';

/** The first message that anybody saw at a place: `room/seq` → id. */
export type Places = Map<string, string>;

/** Records what a person requests, and what their clients receive and show. */
export class Recorder implements History {
  readonly person: Person;
  readonly events: Event[] = [];
  /** Unanswered requests. */
  readonly unanswered = new Set<string>();
  readonly #way: string;
  readonly #places: Places;
  readonly #tally: Tally;
  readonly #sent = new Set<string>();
  /** Called with each acknowledged id. */
  onack: (id: string) => void = () => {};

  constructor(person: Person, way: string, places: Places, tally: Tally) {
    this.person = person;
    this.#way = way;
    this.#places = places;
    this.#tally = tally;
  }

  requested(change: RequestedChange): void {
    this.unanswered.add(change.id);
    this.#note({ is: 'requested', change });
  }

  /** A new client sends what it was given; the other unanswered changes get no answer. */
  reloaded(unsent: readonly string[]): void {
    for (const id of this.unanswered) if (!unsent.includes(id)) this.unanswered.delete(id);
    this.#tally.add('reloads');
    this.#note({ is: 'reloaded', unsent: unsent.length });
  }

  /** Records a frame, after the client has handled it. */
  listen(chat: Chat): void {
    const { connection, store } = chat;
    const { onmessage, onopen, onclose } = connection;
    connection.onopen = () => {
      this.#note({ is: 'opened' });
      onopen();
    };
    connection.onclose = (ending, retryIn) => {
      this.#note({ is: 'closed', code: ending.code });
      onclose(ending, retryIn);
    };
    connection.onmessage = (event) => {
      const before = store.get();
      onmessage(event);
      this.#received(JSON.parse(event.data) as Frame, before, store.get());
    };
    connection.ontraffic = (traffic) => {
      if (traffic.is === 'sent') this.#onSent(JSON.parse(traffic.text) as { id?: string });
    };
  }

  /** Records everything that the client holds now. */
  look({ rooms }: State): void {
    for (const { id: room, floor, rev, messages } of rooms.values()) {
      this.#note({ is: 'looked', room, floor, rev, digest: digestOf(messages) });
    }
  }

  #onSent({ id }: { id?: string }): void {
    if (id === undefined || !this.unanswered.has(id)) return;
    if (this.#sent.has(id)) this.#tally.add('sent again');
    this.#sent.add(id);
  }

  #received(frame: Frame, before: State, after: State): void {
    this.#tally.add('frames');
    this.#tally.add(`frames, ${this.#way}`);
    switch (frame.type) {
      case 'welcome':
        this.#tally.add(before.epoch === undefined ? 'first welcomes' : 'resumes');
        break;
      case 'ack':
      case 'refused':
        this.#answered(frame);
        break;
      case 'changes':
        if (frame.reset) this.#tally.add('resets');
        this.#shown(frame, before.rooms.get(frame.room), after.rooms.get(frame.room));
        break;
      default:
        break;
    }
  }

  #answered(answer: Extract<Frame, { type: 'ack' | 'refused' }>): void {
    const { id } = answer;
    const isLater = answer.type === 'refused' && answer.retryAfter !== undefined;
    if (id === undefined || isLater || !this.unanswered.delete(id)) return;
    if (answer.type === 'refused') {
      this.#tally.add('refused');
      return this.#note({ is: 'refused', id, code: answer.code });
    }
    this.#tally.add('acknowledged');
    this.#tally.add(`acknowledged, ${this.#way}`);
    this.#note({ is: 'acked', id, ...(answer.rev !== undefined && { rev: answer.rev }) });
    this.onack(id);
  }

  #shown({ room, messages }: RoomChanges, before: Room | undefined, after: Room | undefined): void {
    if (after === undefined || before === after) return;
    for (const { seq } of messages) {
      const shown = at(after, seq);
      if (shown === undefined) continue;
      this.#saw(room, shown);
      const shownBefore = before && at(before, seq);
      const isOlder = shownBefore?.id === shown.id && shownBefore.rev > shown.rev;
      if (isOlder) {
        this.#note({ is: 'aged', room, id: shown.id, from: shownBefore.rev, to: shown.rev });
      }
    }
  }

  #saw(room: string, { seq, id }: Message): void {
    const place = `${room}/${seq}`;
    const first = this.#places.get(place);
    if (first === id) return;
    if (first === undefined) this.#places.set(place, id);
    this.#note({ is: 'saw', room, seq, id });
  }

  #note(event: Event): void {
    this.events.push(event);
  }
}

/** The message at a place, by binary search. */
function at({ messages }: Room, seq: number): Message | undefined {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle]!.seq < seq) low = middle + 1;
    else high = middle;
  }
  return messages[low]?.seq === seq ? messages[low] : undefined;
}
