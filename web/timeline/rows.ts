import type { Arrival, Pending } from '../../client/state/state.ts';
import type { EventMessage, Message, Person } from '../../protocol/model.ts';

/** A message in the outbox. */
export interface Post {
  pending: Pending;
  text: string;
  author: Person;
  /** True while connected: it is being sent, and does not wait for a connection. */
  isSending: boolean;
}

/** A row of the conversation. */
export type Row =
  | { is: 'start'; key: string; title: string }
  | { is: 'day'; key: string; day: number; today: number }
  | { is: 'new'; key: string }
  | { is: 'arrivals'; key: string; arrival: Arrival }
  | EventRow
  | MessageRow;

/** What happened to the room: a line of its own, which is neither unread nor anybody's message. */
export interface EventRow {
  is: 'event';
  key: string;
  message: EventMessage;
}

/** `opens`: the first of several messages of one author, which shows the name. */
export type MessageRow =
  | { is: 'message'; key: string; message: Message; opens: boolean }
  | { is: 'post'; key: string; post: Post; opens: boolean };

/** The author and the time; for a message in the outbox the time at which it was written. */
export function authorAndTime(row: MessageRow): { author: Person; at: number } {
  return row.is === 'message' ? row.message : { author: row.post.author, at: row.post.pending.at };
}

export interface Conversation {
  /** The title of the room. */
  title: string;
  messages: readonly Message[];
  posts: readonly Post[];
  arrivals: readonly Arrival[];
  /** Whether the first message is the first of the room. */
  isStart: boolean;
  /** New messages begin after this `seq`. */
  newAfter: number | undefined;
  you: string | undefined;
  now: number;
}

/** Milliseconds: messages of one author closer than this share one name. */
const groupingTime = 5 * 60_000;

/** The rows of a conversation; an unchanged row is the same object as before. */
export function rowsOf(conversation: Conversation): Row[] {
  const lines = linesOf(conversation);
  const firstNew = lines.find((line) => isNew(line, conversation));
  const arrivedAfter = new Map(conversation.arrivals.map((arrival) => [arrival.after, arrival]));
  const rows = conversation.isStart
    ? [startRow(conversation.title), ...earlyArrivals(conversation.arrivals, lines[0])]
    : [];
  const dayRow = daysIn(dayOf(conversation.now));
  let before: Line | undefined;
  for (const line of lines) {
    const isNewDay = before === undefined || dayOf(before.at) !== dayOf(line.at);
    if (isNewDay) rows.push(dayRow(dayOf(line.at)));
    if (line === firstNew) rows.push(newLine);
    const continues = before !== undefined && rows.at(-1) === before.shown && follows(before, line);
    line.shown = line.row(!continues);
    rows.push(line.shown);
    const arrival = arrivedAfter.get(line.seq);
    if (arrival !== undefined) rows.push(arrivalsRow(arrival));
    before = line;
  }
  return rows;
}

interface Line {
  at: number;
  seq: number;
  /** None for an event. */
  author: Person | undefined;
  row: (opens: boolean) => MessageRow | EventRow;
  shown?: MessageRow | EventRow;
}

function linesOf({ messages, posts }: Conversation): Line[] {
  const last = messages.at(-1)?.at ?? 0;
  const sent = messages.map((message) => ({
    at: message.at,
    seq: message.seq,
    author: message.kind === 'event' ? undefined : message.author,
    row: (opens: boolean) =>
      message.kind === 'event' ? eventRow(message) : messageRow(message, opens),
  }));
  // The local clock may be behind the server's: an unsent message is never older than the rest.
  const unsent = posts.map((post) => ({
    at: Math.max(post.pending.at, last),
    seq: Infinity,
    author: post.author,
    row: (opens: boolean) => postRow(post, opens),
  }));
  return [...sent, ...unsent];
}

function isNew({ seq, author }: Line, { newAfter = Infinity, you }: Conversation): boolean {
  return seq > newAfter && seq < Infinity && author !== undefined && author.id !== you;
}

function follows(before: Line, line: Line): boolean {
  const [a, b] = [before.author, line.author];
  if (a === undefined || b === undefined) return false;
  const isSoon = Math.abs(line.at - before.at) < groupingTime;
  return a.id === b.id && a.name === b.name && a.via === b.via && isSoon;
}

function earlyArrivals(arrivals: readonly Arrival[], first: Line | undefined): Row[] {
  return arrivals.filter(({ after }) => after < (first?.seq ?? Infinity)).map(arrivalsRow);
}

function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

const newLine: Row = { is: 'new', key: 'new' };
const starts = new Map<string, Row>();
const days = new Map<string, Row>();
const arrivalsRows = new WeakMap<Arrival, Row>();
const eventRows = new WeakMap<EventMessage, EventRow>();
const messageRows = {
  first: new WeakMap<object, MessageRow>(),
  next: new WeakMap<object, MessageRow>(),
};
const postRows = new WeakMap<object, Map<string, MessageRow>>();

/**
 * Makes the rows of days: another object when "today" becomes "yesterday", and another key when the
 * same day begins again, which happens when the clock of the server was set back.
 */
function daysIn(today: number): (day: number) => Row {
  const begun = new Map<number, number>();
  return (day) => {
    const times = begun.get(day) ?? 0;
    begun.set(day, times + 1);
    const key = `day ${day}${times === 0 ? '' : ` again ${times}`}`;
    return cached(days, `${key} ${today}`, () => ({ is: 'day', key, day, today }));
  };
}

function startRow(title: string): Row {
  return cached(starts, title, () => ({ is: 'start', key: 'start', title }));
}

function arrivalsRow(arrival: Arrival): Row {
  const key = `arrivals ${arrival.after}`;
  return cached(arrivalsRows, arrival, () => ({ is: 'arrivals', key, arrival }));
}

function eventRow(message: EventMessage): EventRow {
  const key = `event ${message.id}`;
  return cached(eventRows, message, () => ({ is: 'event', key, message }));
}

function messageRow(message: Message, opens: boolean): MessageRow {
  const rows = opens ? messageRows.first : messageRows.next;
  return cached(rows, message, () => ({ is: 'message', key: message.id, message, opens }));
}

function postRow(post: Post, opens: boolean): MessageRow {
  const rows = cached(postRows, post.pending, () => new Map<string, MessageRow>());
  const key = post.pending.change.id;
  return cached(rows, `${opens} ${post.isSending}`, () => ({ is: 'post', key, post, opens }));
}

interface Cache<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

function cached<Key, Value>(rows: Cache<Key, Value>, key: Key, make: () => Value): Value {
  const held = rows.get(key);
  if (held !== undefined) return held;
  const made = make();
  rows.set(key, made);
  return made;
}
