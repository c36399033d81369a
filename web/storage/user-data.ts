import type { Person } from '../../protocol/model.ts';
import type { Drafts } from './drafts.ts';
import { local } from './kept-texts.ts';
import type { Persistence } from './persistence.ts';

/** One entry per person who has been signed in in this browser: the name. */
export const ownerPrefix = 'owner/';

/** The local data of the person who is signed in. */
export interface UserData {
  /** Drafts belong to this person from now on. */
  setOwner: (person: Person) => void;
  /** Deletes everything that this person saw or wrote: they have asked for it. */
  forget: (person: string | undefined) => Promise<void>;
  /** Deletes what was seen. What was written waits for its author, who may sign in again. */
  leave: () => Promise<void>;
  /** Stops saving: what is stored belongs to the next person. What was written waits for its author. */
  stop: () => void;
}

export function userData(persistence: Persistence, drafts: Drafts): UserData {
  return {
    setOwner: ({ id, name }) => {
      drafts.setOwner(id);
      local.set(ownerPrefix + id, name);
    },
    forget: (person) => {
      drafts.forget();
      if (person !== undefined) local.remove(ownerPrefix + person);
      return persistence.forget(person);
    },
    leave: () => persistence.forgetRooms(),
    stop: () => persistence.stop(),
  };
}
