import { RefusedError } from '../../client/transport/api.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { words } from './words.ts';

/** The sentence of a refusal in the current language; for an unknown code the sentence of the server. */
export function reason({ code, message }: Refusal): string {
  return words.refusals[code] ?? message;
}

export function reasonOf(error: unknown): string {
  return error instanceof RefusedError ? reason(error.refusal) : words.unreachable;
}
