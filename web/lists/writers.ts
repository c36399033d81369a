import type { Room } from '../../client/state/state.ts';
import type { Person, Present } from '../../protocol/model.ts';

/** The people in a room: yourself, who is writing, who wrote last, then the others in order of arrival. */
export function byActivity(room: Room, you: Person | undefined): readonly Present[] {
  const order = new Set<string | undefined>([you?.id]);
  for (const { person } of room.typing) order.add(person.id);
  for (let at = room.messages.length - 1; at >= 0; at--) {
    const { kind, author } = room.messages[at]!;
    if (kind !== 'event') order.add(author.id);
  }
  const ranks = new Map([...order].map((id, rank) => [id, rank]));
  const rankOf = ({ id }: Person): number => ranks.get(id) ?? Infinity;
  const isListed = room.people.some(({ id }) => id === you?.id);
  // The list of a crowded room may not contain yourself.
  const all =
    isListed || you === undefined ? room.people : [{ ...you, away: false }, ...room.people];
  return [...all].sort((a, b) => compare(rankOf(a), rankOf(b)));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
