import type { Outcome } from '../commands/outcome.ts';

/** What a change came to: the reason of a refusal, or what it is. */
export function codeOf(outcome: Outcome): string {
  return outcome.is === 'refused' ? outcome.refusal.code : outcome.is;
}
