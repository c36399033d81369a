import { bytesIn } from './bytes.ts';
import type { Cost } from './http.ts';
import type { Traffic } from './traffic.ts';
import type { Way } from './transport.ts';

/** What a way took and how fast it was. */
export interface Figures extends Cost {
  /** Milliseconds from each command to its `ack`. */
  delays: readonly number[];
}

interface Entry {
  /** Seconds since 1970. */
  second: number;
  by: Way;
  figures: Figures;
}

/** What the traffic of the last minute took; a plain value. */
export interface Tally {
  /** One for each second and way. */
  entries: readonly Entry[];
  /** When each command was sent that is not acknowledged, by its id. */
  sent: ReadonlyMap<string, number>;
}

/** Seconds. */
const minute = 60;
/**
 * What an upgrade takes cannot be read from within a page: about what a browser and this server
 * say to each other in one, headers and cookie included.
 */
const upgrade: Cost = { requests: 1, up: 600, down: 230 };
/** What nothing took. */
export const noFigures: Figures = { requests: 0, up: 0, down: 0, delays: [] };

export const nothingTallied: Tally = { entries: [], sent: new Map() };

/** The tally with one more thing that passed. */
export function tallied(tally: Tally, traffic: Traffic): Tally {
  const spent = spentOn(tally, traffic);
  if (spent === undefined) return tally;
  const second = Math.floor(traffic.at / 1_000);
  const recent = tally.entries.filter((each) => isWithin(each.second, second));
  const isSame = (each: Entry): boolean => each.second === second && each.by === traffic.by;
  const before = recent.find(isSame);
  const figures = before === undefined ? spent : sum(before.figures, spent);
  const entries = [
    ...recent.filter((each) => each !== before),
    { second, by: traffic.by, figures },
  ];
  return { entries, sent: sentAfter(tally, traffic) };
}

/** What each way took in the minute before a time in milliseconds. */
export function lastMinute({ entries }: Tally, now: number): Record<Way, Figures> {
  const second = Math.floor(now / 1_000);
  const of = (way: Way): Figures =>
    entries
      .filter((each) => each.by === way && isWithin(each.second, second))
      .reduce((total, { figures }) => sum(total, figures), noFigures);
  return { websocket: of('websocket'), stream: of('stream'), poll: of('poll') };
}

/** A clock may have been set back: what is in its future is no part of the last minute. */
function isWithin(second: number, now: number): boolean {
  return second <= now && second > now - minute;
}

export function sum(a: Figures, b: Figures): Figures {
  return {
    requests: a.requests + b.requests,
    up: a.up + b.up,
    down: a.down + b.down,
    delays: [...a.delays, ...b.delays],
  };
}

function spentOn(tally: Tally, traffic: Traffic): Figures | undefined {
  const isSocket = traffic.by === 'websocket';
  switch (traffic.is) {
    case 'connecting':
      return isSocket ? { ...noFigures, ...upgrade } : undefined;
    case 'beside':
      return isSocket && traffic.ending === undefined ? { ...noFigures, ...upgrade } : undefined;
    case 'cost':
      return { ...noFigures, requests: traffic.requests, up: traffic.up, down: traffic.down };
    case 'sent':
      return { ...noFigures, up: isSocket ? frameBytes(traffic.text) + mask : 0 };
    case 'received': {
      const delays = delaysOf(tally, traffic);
      return { ...noFigures, down: isSocket ? frameBytes(traffic.text) : 0, delays };
    }
    default:
      return undefined;
  }
}

/** RFC 6455 §5.3: what a client sends is masked with a key of four bytes. */
const mask = 4;

/** RFC 6455 §5.2: the length of the payload decides how long the header is. */
function frameBytes(text: string): number {
  const length = bytesIn(text);
  if (length < 126) return 2 + length;
  return (length < 65_536 ? 4 : 10) + length;
}

function delaysOf({ sent }: Tally, { text, at }: { text: string; at: number }): number[] {
  const id = ackedId(text);
  const sentAt = id === undefined ? undefined : sent.get(id);
  return sentAt === undefined || sentAt > at ? [] : [at - sentAt];
}

function sentAfter({ sent }: Tally, traffic: Traffic): ReadonlyMap<string, number> {
  if (traffic.is === 'sent') {
    const { id } = JSON.parse(traffic.text) as { id?: string };
    if (id === undefined) return sent;
    const recent = [...sent].filter(([, at]) => at > traffic.at - minute * 1_000);
    return new Map(recent).set(id, traffic.at);
  }
  const id = traffic.is === 'received' ? ackedId(traffic.text) : undefined;
  if (id === undefined || !sent.has(id)) return sent;
  return new Map([...sent].filter(([each]) => each !== id));
}

/** Most frames are no answers, and long: they are not read for it. */
function ackedId(text: string): string | undefined {
  if (!text.includes('"ack"')) return undefined;
  const { type, id } = JSON.parse(text) as { type: string; id?: string };
  return type === 'ack' ? id : undefined;
}
