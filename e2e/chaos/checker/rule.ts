import type { Facts } from './facts.ts';

/** Something that must not be, in a sentence. */
export interface Violation {
  is:
    | 'lost'
    | 'doubled'
    | 'out of order'
    | 'diverged'
    /** In the store, but not as it was asked for. */
    | 'wrong'
    | 'unsettled'
    | 'crashed';
  says: string;
}

/** Finds violations of one promise. */
export type Rule = (facts: Facts) => Violation[];
