import type { Change, Signals } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import { faultOfText } from '../../protocol/text/words.ts';
import { bytesIn } from '../transport/bytes.ts';

type Follow = Signals['follow'];

/** Bytes of the brackets around a single command over HTTP. */
const brackets = 2;

/**
 * The refusal of a change that the server would not take; undefined when it can be sent. A frame
 * that is too large would close the connection each time and block the outbox.
 */
export function faultOfChange(change: Change): Refusal | undefined {
  const fault = 'text' in change ? faultOfText(change.text) : undefined;
  return fault ?? (fits(JSON.stringify(change)) ? undefined : refusal('too_large'));
}

/** Whether a command fits into a frame and into an HTTP request. */
export function fits(text: string): boolean {
  return bytesIn(text) <= limits.frame - brackets;
}

/** Splits a follow into commands that fit: a thousand long room names do not fit into one. */
export function split(follow: Follow): Follow[] {
  const rooms = Object.entries(follow.rooms);
  if (rooms.length < 2 || fits(JSON.stringify(follow))) return [follow];
  const half = Math.ceil(rooms.length / 2);
  return [rooms.slice(0, half), rooms.slice(half)].flatMap((part) =>
    split({ ...follow, rooms: Object.fromEntries(part) }),
  );
}
