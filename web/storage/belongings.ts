import type { Person } from '../../protocol/model.ts';
import type { Drafts } from './drafts.ts';
import type { Persistence } from './persistence.ts';

/** What goes with a person. */
export interface Belongings {
  /** It is this person's from now on. */
  belong: (person: Person) => void;
  /** Nothing that this person saw or wrote stays in the browser. */
  forget: (person: string | undefined) => Promise<void>;
  /** Nothing that this person wrote stays; what the browser keeps besides is somebody else's now. */
  drop: (person: string) => void;
}

export function belongings(memory: Persistence, drafts: Drafts): Belongings {
  return {
    belong: ({ id }) => drafts.belong(id),
    forget: (person) => {
      drafts.forget();
      return memory.forget(person);
    },
    drop: (person) => {
      drafts.forget();
      memory.drop(person);
    },
  };
}
