import type { RoomChanges, Welcome } from '../../protocol/frames.ts';
import type { History } from '../../protocol/http.ts';
import type { Message, Person, RoomSummary } from '../../protocol/model.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ending, Transport } from '../transport/transport.ts';

/** A clock that the test moves. */
export class ManualClock implements Clock {
  /** The result of `random`. */
  chance = 0.5;
  #now = 0;
  #ahead = 0;
  #timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.#now + this.#ahead;
  }

  monotonic(): number {
    return this.#now;
  }

  /** Sets the wall clock; timers are not affected. */
  set(now: number): void {
    this.#ahead = now - this.#now;
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { at: this.#now + milliseconds, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  random(): number {
    return this.chance;
  }

  /** Moves the clock and calls what is due, in order. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#nextUntil(end); next !== undefined; next = this.#nextUntil(end)) {
      const due = next;
      this.#timers = this.#timers.filter((each) => each !== due);
      this.#now = due.at;
      due.call();
    }
    this.#now = end;
  }

  #nextUntil(end: number): { at: number; call: () => void } | undefined {
    return this.#timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** A transport whose other end is the test. */
export class FakeTransport implements Transport {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: Ending) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly #seen: (what: string) => void;

  /** `seen` is called with each call on this transport. */
  constructor(seen: (what: string) => void) {
    this.#seen = seen;
    seen('connects');
  }

  send(text: string): void {
    this.#seen(`sends ${text}`);
  }

  close(code?: number): void {
    this.#seen(`closes${code === undefined ? '' : ` ${code}`}`);
  }

  /** Delivers a message from the other end: text as it is, anything else as JSON. */
  receives(what: string | object): void {
    this.onmessage?.({ data: typeof what === 'string' ? what : JSON.stringify(what) });
  }

  /** Ends the connection, as the other end or the network does. */
  ends(code: number, wasClean = code !== 1006): void {
    this.onclose?.({ code, reason: '', wasClean });
  }
}

export const toto: Person = { id: 'p-toto', name: 'Toto' };
export const zoe: Person = { id: 'p-zoe', name: 'Zoé' };

export function summary(id: string, rev: number): RoomSummary {
  return { id, kind: 'open', name: id, topic: '', at: 0, rev, read: 0, unread: 0 };
}

/** The welcome of a user named Toto. */
export function welcome(...rooms: RoomSummary[]): Welcome {
  const limits = { text: 4_000, frame: 65_536 };
  const clocks = { heartbeat: 15, grace: 60 };
  return {
    type: 'welcome',
    you: toto,
    epoch: 'e1',
    rooms,
    games: [],
    bots: [],
    limits,
    ...clocks,
  };
}

/** One change of a room; `at` picks the message that it changes. */
export interface RoomAction {
  does: 'post' | 'edit' | 'delete' | 'react';
  by: Person;
  at: number;
}

/**
 * The whole history of a room, one revision per action, and the frames a server would send of it.
 */
export class RoomHistory {
  readonly rev: number;
  /** The messages at each revision, in the order of `seq`. */
  readonly #at: (readonly Message[])[] = [[]];

  constructor(actions: readonly RoomAction[]) {
    for (const action of actions) this.#at.push(after(this.at(this.#at.length - 1), action));
    this.rev = actions.length;
  }

  at(rev: number): readonly Message[] {
    return this.#at[rev]!;
  }

  /** The changes after a revision; the server may read the messages later than `rev`. */
  changes(from: number, rev: number, readAt = rev): RoomChanges {
    return frame(
      from,
      rev,
      this.at(readAt).filter((message) => message.rev > from),
    );
  }

  /** A part of a long catch-up: holds every message created in it, even if changed later. */
  batch(from: number, rev: number): RoomChanges {
    const isIn = (place: number): boolean => place > from && place <= rev;
    return frame(
      from,
      rev,
      this.at(this.rev).filter((each) => isIn(each.seq) || isIn(each.rev)),
    );
  }

  reset(rev: number, size: number): RoomChanges {
    const { messages, floor } = this.page(rev + 1, rev, size);
    return { type: 'changes', room: 'general', from: 0, rev, messages, reset: true, floor };
  }

  /** The page of history before a `seq`, read at a revision. */
  page(before: number, rev: number, size: number): History {
    const messages = this.at(rev)
      .filter(({ seq }) => seq < before)
      .slice(-size);
    const floor = messages.length < size ? 0 : messages[0]!.seq - 1;
    return { room: 'general', rev, messages, floor };
  }
}

function frame(from: number, rev: number, messages: readonly Message[]): RoomChanges {
  const inOrder = messages.toSorted((a, b) => a.rev - b.rev);
  return { type: 'changes', room: 'general', from, rev, messages: inOrder };
}

function after(messages: readonly Message[], action: RoomAction): readonly Message[] {
  const rev = Math.max(0, ...messages.map((message) => message.rev)) + 1;
  const changed = messages[action.at % messages.length];
  if (action.does === 'post' || changed === undefined) return [...messages, posted(rev, action.by)];
  return messages.map((each) => (each === changed ? { ...doneTo(each, action), rev } : each));
}

function posted(rev: number, author: Person): Message {
  return { id: `m${rev}`, seq: rev, rev, author, at: rev, kind: 'text', text: `says ${rev}` };
}

function doneTo(message: Message, { does, by }: RoomAction): Message {
  const { id, seq, rev, author, at } = message;
  if (message.kind !== 'text' || does === 'delete') {
    return { id, seq, rev, author, at, kind: 'deleted' };
  }
  if (does === 'edit') return { ...message, text: `${message.text}!` };
  return {
    ...message,
    reactions: [...(message.reactions ?? []), { emoji: '👍', count: 1, by: [by] }],
  };
}
