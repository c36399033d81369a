import { RefusedError } from '../../client/api.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { words } from './words.ts';

/** Why the server would not, in the reader's language; a code of a newer server in its own words. */
export function reason({ code, message }: Refusal): string {
  return words.refusals[code] ?? message;
}

export function reasonOf(error: unknown): string {
  return error instanceof RefusedError ? reason(error.refusal) : words.unreachable;
}
