import type { State } from '../../client/state/state.ts';
import type { Person } from '../../protocol/model.ts';

/** Who can be asked for a game in a room: the robots, wherever they look, and the people there. */
export function opponentsIn({ rooms, you, bots }: State, room: string): readonly Person[] {
  const isOther = ({ id }: Person): boolean =>
    id !== you?.id && !bots.some((machine) => machine.id === id);
  return [...bots, ...(rooms.get(room)?.people ?? []).filter(isOther)];
}
