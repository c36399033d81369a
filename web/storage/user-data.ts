import type { Person } from '../../protocol/model.ts';
import type { Drafts } from './drafts.ts';
import type { Persistence } from './persistence.ts';

/** The local data of the person who is signed in. */
export interface UserData {
  /** Drafts belong to this person from now on. */
  setOwner: (person: Person) => void;
  /** Deletes everything that this person saw or wrote. */
  forget: (person: string | undefined) => Promise<void>;
  /** Deletes what this person wrote; other stored data belongs to the next person. */
  drop: (person: string) => void;
}

export function userData(persistence: Persistence, drafts: Drafts): UserData {
  return {
    setOwner: ({ id }) => drafts.setOwner(id),
    forget: (person) => {
      drafts.forget();
      return persistence.forget(person);
    },
    drop: (person) => {
      drafts.forget();
      persistence.drop(person);
    },
  };
}
