import type { Change } from '../protocol/commands.ts';
import { limits } from '../protocol/limits.ts';
import { refusal, type Refusal } from '../protocol/refusals.ts';
import { faultOfText } from '../protocol/words.ts';
import { bytesIn } from './bytes.ts';

/** Bytes around a command that goes over HTTP: it is the one item of a list. */
const brackets = 2;

/**
 * Why a change is not worth sending; undefined when it is. A frame that is too large would get the
 * line closed each time, and keep all that waits behind it.
 */
export function faultOfChange(change: Change): Refusal | undefined {
  const fault = 'text' in change ? faultOfText(change.text) : undefined;
  const size = bytesIn(JSON.stringify(change)) + brackets;
  return fault ?? (size > limits.frame ? refusal('too_large') : undefined);
}
