import type { State } from '../client/state.ts';
import type { Present } from '../protocol/model.ts';

/** Who can be asked for a game in a room: the people who are there, without oneself. */
export function opponentsIn({ rooms, you }: State, room: string): readonly Present[] {
  return (rooms.get(room)?.people ?? []).filter(({ id }) => id !== you?.id);
}

/** The one of that name, written in capitals or not; the very same name first. */
export function opponentNamed(people: readonly Present[], name: string): Present | undefined {
  const inSmall = name.toLowerCase();
  return (
    people.find((person) => person.name === name) ??
    people.find((person) => person.name.toLowerCase() === inSmall)
  );
}
