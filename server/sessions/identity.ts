import type { Person } from '../../protocol/model.ts';

/** The person behind a request, the hash of the token that proves it, and where it comes from. */
export interface Identity {
  person: Person;
  hash: string;
  address: string;
}
