import type { Room } from '../../client/state/state.ts';
import type { Person, Present } from '../../protocol/model.ts';

/** Who is in a room: oneself, those who are writing, those who wrote last, and the others as they came. */
export function writersFirst(room: Room, you: Person | undefined): readonly Present[] {
  const order = new Set<string | undefined>([you?.id]);
  for (const { person } of room.typing) order.add(person.id);
  for (let at = room.messages.length - 1; at >= 0; at--) order.add(room.messages[at]!.author.id);
  const places = new Map([...order].map((id, place) => [id, place]));
  const placeOf = ({ id }: Person): number => places.get(id) ?? Infinity;
  const isNamed = room.people.some(({ id }) => id === you?.id);
  // A crowd's list may leave out whoever looks at it.
  const all =
    isNamed || you === undefined ? room.people : [{ ...you, away: false }, ...room.people];
  return [...all].sort((a, b) => compare(placeOf(a), placeOf(b)));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
