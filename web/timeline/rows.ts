import type { Arrival, Pending } from '../../client/state/state.ts';
import type { Message, Person } from '../../protocol/model.ts';

/** A message on its way into its room. */
export interface Post {
  pending: Pending;
  text: string;
  author: Person;
  /** True while the line is up: it goes now, and does not wait for one. */
  goes: boolean;
}

/** What stands on a line of its own in the conversation. */
export type Row =
  | { is: 'start'; key: string }
  | { is: 'day'; key: string; day: number; today: number }
  | { is: 'new'; key: string }
  | { is: 'arrivals'; key: string; arrival: Arrival }
  | SaidRow;

/** `opens`: the first of its author's messages in a row, which says who speaks. */
export type SaidRow =
  | { is: 'message'; key: string; message: Message; opens: boolean }
  | { is: 'post'; key: string; post: Post; opens: boolean };

/** Who said it, and when: a message on its way has the time at which it was written. */
export function saidIn(row: SaidRow): { author: Person; at: number } {
  return row.is === 'message' ? row.message : { author: row.post.author, at: row.post.pending.at };
}

export interface Conversation {
  messages: readonly Message[];
  posts: readonly Post[];
  arrivals: readonly Arrival[];
  /** True when the first message is the first of the room. */
  isStart: boolean;
  /** Where the new messages begin: after this place. */
  newAfter: number | undefined;
  you: string | undefined;
  now: number;
}

const grouping = 5 * 60_000;

/** The conversation line by line; a line that did not change is the same object as before. */
export function rowsOf(said: Conversation): Row[] {
  const lines = linesOf(said);
  const firstNew = lines.find((line) => isNews(line, said));
  const arrivedAfter = new Map(said.arrivals.map((arrival) => [arrival.after, arrival]));
  const rows = said.isStart ? [start, ...earlyArrivals(said.arrivals, lines[0])] : [];
  const dayRow = daysIn(dayOf(said.now));
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
  author: Person;
  row: (opens: boolean) => SaidRow;
  shown?: SaidRow;
}

function linesOf({ messages, posts }: Conversation): Line[] {
  const last = messages.at(-1)?.at ?? 0;
  const held = messages.map((message) => ({
    at: message.at,
    seq: message.seq,
    author: message.author,
    row: (opens: boolean) => messageRow(message, opens),
  }));
  // This machine's clock may be behind the server's: what is underway is never older than the rest.
  const underway = posts.map((post) => ({
    at: Math.max(post.pending.at, last),
    seq: Infinity,
    author: post.author,
    row: (opens: boolean) => postRow(post, opens),
  }));
  return [...held, ...underway];
}

function isNews({ seq, author }: Line, { newAfter = Infinity, you }: Conversation): boolean {
  return seq > newAfter && seq < Infinity && author.id !== you;
}

function follows(before: Line, line: Line): boolean {
  const [a, b] = [before.author, line.author];
  const isSoon = Math.abs(line.at - before.at) < grouping;
  return a.id === b.id && a.name === b.name && a.via === b.via && isSoon;
}

function earlyArrivals(arrivals: readonly Arrival[], first: Line | undefined): Row[] {
  return arrivals.filter(({ after }) => after < (first?.seq ?? Infinity)).map(arrivalsRow);
}

function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

const start: Row = { is: 'start', key: 'start' };
const newLine: Row = { is: 'new', key: 'new' };
const days = new Map<string, Row>();
const arrivalsRows = new WeakMap<Arrival, Row>();
const saidRows = { first: new WeakMap<object, SaidRow>(), next: new WeakMap<object, SaidRow>() };
const postRows = new WeakMap<object, Map<string, SaidRow>>();

/**
 * The line of a day: another object when "today" becomes "yesterday", and with another key when the
 * same day begins once more, for messages stand in their order whatever the server's clock said.
 */
function daysIn(today: number): (day: number) => Row {
  const begun = new Map<number, number>();
  return (day) => {
    const times = begun.get(day) ?? 0;
    begun.set(day, times + 1);
    const key = `day ${day}${times === 0 ? '' : ` again ${times}`}`;
    return kept(days, `${key} ${today}`, () => ({ is: 'day', key, day, today }));
  };
}

function arrivalsRow(arrival: Arrival): Row {
  const key = `arrivals ${arrival.after}`;
  return kept(arrivalsRows, arrival, () => ({ is: 'arrivals', key, arrival }));
}

function messageRow(message: Message, opens: boolean): SaidRow {
  const rows = opens ? saidRows.first : saidRows.next;
  return kept(rows, message, () => ({ is: 'message', key: message.id, message, opens }));
}

function postRow(post: Post, opens: boolean): SaidRow {
  const rows = kept(postRows, post.pending, () => new Map<string, SaidRow>());
  const key = post.pending.change.id;
  return kept(rows, `${opens} ${post.goes}`, () => ({ is: 'post', key, post, opens }));
}

interface Kept<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

function kept<Key, Value>(rows: Kept<Key, Value>, key: Key, make: () => Value): Value {
  const held = rows.get(key);
  if (held !== undefined) return held;
  const made = make();
  rows.set(key, made);
  return made;
}
