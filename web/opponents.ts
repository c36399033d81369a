import type { State } from '../client/state.ts';
import type { Present } from '../protocol/model.ts';
import { nameKey } from '../protocol/names.ts';

/** Who can be asked for a game in a room: the people who are there, without oneself. */
export function opponentsIn({ rooms, you }: State, room: string): readonly Present[] {
  return (rooms.get(room)?.people ?? []).filter(({ id }) => id !== you?.id);
}

/** The one of that name, by the letters that make a name; the very same name first. */
export function opponentNamed(people: readonly Present[], name: string): Present | undefined {
  const key = nameKey(name);
  return (
    people.find((person) => person.name === name) ??
    people.find((person) => nameKey(person.name) === key)
  );
}
