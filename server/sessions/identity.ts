import type { Person } from '../../protocol/model.ts';

/** The person behind a request, the hash of the session token, and the client's address. */
export interface Identity {
  person: Person;
  hash: string;
  address: string;
}
