import type { State } from '../../client/state/state.ts';
import type { Person } from '../../protocol/model.ts';

/**
 * Possible opponents in a room: the robots, and the other people there. In a private room a robot
 * plays only if a member has brought it in.
 */
export function opponentsIn({ rooms, you, bots }: State, id: string): readonly Person[] {
  const { kind, people = [] } = rooms.get(id) ?? {};
  const isBot = (person: Person): boolean => bots.some((bot) => bot.id === person.id);
  const others = people.filter((person) => person.id !== you?.id);
  return kind === 'private' ? others : [...bots, ...others.filter((person) => !isBot(person))];
}
