import type { RoomChanges, Welcome } from '../../protocol/frames.ts';
import type { History } from '../../protocol/http.ts';
import type { Message, Person, RoomSummary } from '../../protocol/model.ts';
import type { Clock } from '../clock.ts';
import type { Ending, Transport } from '../transport/transport.ts';

/** A clock that stands until it is moved. */
export class ManualClock implements Clock {
  /** What `random` gives. */
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

  /** Sets the time of day, as a person or a time server does; no timer is due sooner or later. */
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

  /** Lets time pass and calls what is due on the way, in order. */
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

  /** `seen` is told of what this end does. */
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

  /** The other end says something: text as it is, anything else as JSON. */
  says(what: string | object): void {
    this.onmessage?.({ data: typeof what === 'string' ? what : JSON.stringify(what) });
  }

  /** The other end, or the network, ends it. */
  ends(code: number, wasClean = code !== 1006): void {
    this.onclose?.({ code, reason: '', wasClean });
  }
}

export const toto: Person = { id: 'p-toto', name: 'Toto' };
export const zoe: Person = { id: 'p-zoe', name: 'Zoé' };

export function summary(name: string, rev: number): RoomSummary {
  return { name, title: name, topic: '', at: 0, rev, read: 0, unread: 0 };
}

/** What a server says first to Toto. */
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

/** One change of a room, by an author; `at` picks which message it changes. */
export interface Deed {
  does: 'post' | 'edit' | 'delete' | 'react';
  by: Person;
  at: number;
}

/** All that ever happened in a room, a revision a deed, and what a server would tell of it. */
export class Truth {
  readonly rev: number;
  /** The messages at each revision, in order of `seq`. */
  readonly #at: (readonly Message[])[] = [[]];

  constructor(deeds: readonly Deed[]) {
    for (const deed of deeds) this.#at.push(after(this.at(this.#at.length - 1), deed));
    this.rev = deeds.length;
  }

  at(rev: number): readonly Message[] {
    return this.#at[rev]!;
  }

  /** What changed after a revision; the server may read it a little later than `rev`. */
  changes(from: number, rev: number, readAt = rev): RoomChanges {
    return frame(
      from,
      rev,
      this.at(readAt).filter((message) => message.rev > from),
    );
  }

  /** A part of a long catching up: what was created in it is there, changed later or not. */
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

  /** The page of history before a place, read at a revision. */
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

function after(messages: readonly Message[], deed: Deed): readonly Message[] {
  const rev = Math.max(0, ...messages.map((message) => message.rev)) + 1;
  const changed = messages[deed.at % messages.length];
  if (deed.does === 'post' || changed === undefined) return [...messages, posted(rev, deed.by)];
  return messages.map((each) => (each === changed ? { ...doneTo(each, deed), rev } : each));
}

function posted(rev: number, author: Person): Message {
  return { id: `m${rev}`, seq: rev, rev, author, at: rev, kind: 'text', text: `says ${rev}` };
}

function doneTo(message: Message, { does, by }: Deed): Message {
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
