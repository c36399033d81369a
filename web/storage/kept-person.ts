import type { Person } from '../../protocol/model.ts';
import { local, watchLocal } from './kept-texts.ts';

/** Who this browser is, for all of its tabs: kept so that it need not ask, and told when it changes. */
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

/** Another tab has signed in (who it is) or out (undefined). Where nothing is kept no tab hears of it. */
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
