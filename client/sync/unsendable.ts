import type { Change, Signals } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import { faultOfText } from '../../protocol/text/words.ts';
import { bytesIn } from '../transport/bytes.ts';

type Follow = Signals['follow'];

/** Bytes around a command that goes over HTTP: it is the one item of a list. */
const brackets = 2;

/**
 * Why a change is not worth sending; undefined when it is. A frame that is too large would get the
 * line closed each time, and keep all that waits behind it.
 */
export function faultOfChange(change: Change): Refusal | undefined {
  const fault = 'text' in change ? faultOfText(change.text) : undefined;
  return fault ?? (fits(JSON.stringify(change)) ? undefined : refusal('too_large'));
}

/** Whether the server takes a command of this text, whichever way it goes. */
export function fits(text: string): boolean {
  return bytesIn(text) <= limits.frame - brackets;
}

/** The same question in as many commands as it takes: a thousand long names are no single one. */
export function inPieces(follow: Follow): Follow[] {
  const rooms = Object.entries(follow.rooms);
  if (rooms.length < 2 || fits(JSON.stringify(follow))) return [follow];
  const half = Math.ceil(rooms.length / 2);
  return [rooms.slice(0, half), rooms.slice(half)].flatMap((some) =>
    inPieces({ ...follow, rooms: Object.fromEntries(some) }),
  );
}
