import type { Facts } from './facts.ts';

/** A broken promise, in a sentence. */
export interface Violation {
  is:
    | 'lost'
    | 'doubled'
    | 'out of order'
    | 'diverged'
    /** In the store, but not as requested. */
    | 'wrong'
    | 'unsettled'
    | 'crashed';
  text: string;
}

/** Finds the violations of one promise. */
export type Rule = (facts: Facts) => Violation[];
