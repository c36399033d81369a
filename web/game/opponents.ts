import type { State } from '../../client/state/state.ts';
import type { Person } from '../../protocol/model.ts';

/** Possible opponents in a room: all robots, and the other people there. */
export function opponentsIn({ rooms, you, bots }: State, room: string): readonly Person[] {
  const isOther = ({ id }: Person): boolean => id !== you?.id && !bots.some((bot) => bot.id === id);
  return [...bots, ...(rooms.get(room)?.people ?? []).filter(isOther)];
}
