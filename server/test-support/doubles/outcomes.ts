import type { Outcome } from '../../commands/outcome.ts';

/** The code of a refusal, or the kind of another outcome. */
export function codeOf(outcome: Outcome): string {
  return outcome.is === 'refused' ? outcome.refusal.code : outcome.is;
}
