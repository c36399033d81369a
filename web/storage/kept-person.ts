import type { Person } from '../../protocol/model.ts';
import { local, watchLocal } from './kept-texts.ts';

/** Storage key of the signed-in person, shared by all tabs, so that a page need not ask the server. */
const name = 'somebody';

export function keptPerson(): Person | undefined {
  return personIn(local.get(name));
}

export function keepPerson({ id, name: called }: Person): void {
  local.set(name, JSON.stringify({ id, name: called } satisfies Person));
}

export function forgetPerson(): void {
  local.remove(name);
}

/** Calls when another tab signs in (with the person) or out (undefined). Needs a working storage. */
export function watchPerson(changed: (person: Person | undefined) => void): void {
  watchLocal((changedName, text) => {
    if (changedName === name) changed(personIn(text));
  });
}

function personIn(text: string | undefined): Person | undefined {
  try {
    const person = JSON.parse(text ?? '') as Partial<Person> | null;
    const { id, name: called } = person ?? {};
    return id !== undefined && called !== undefined ? { id, name: called } : undefined;
  } catch {
    return undefined;
  }
}
