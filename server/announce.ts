import type { RoomChanges } from '../protocol/frames.ts';
import type { Message } from '../protocol/model.ts';
import type { Outcome } from './commands/outcome.ts';

interface Told {
  from: number;
  /** By id; a message changed twice stands once, in the place of its last revision. */
  messages: Map<string, Message>;
}

/**
 * What one transaction has to tell each room: from the revision before its first change to that of
 * its last, with every message that it changed, as it is now.
 */
export function roomChangesIn(outcomes: Outcome[]): RoomChanges[] {
  const rooms = new Map<string, Told>();
  for (const outcome of outcomes) {
    if (outcome.is !== 'changed') continue;
    for (const { room, message } of outcome.changed) tell(rooms, room, message);
  }
  return [...rooms].map(([room, told]) => frameOf(room, told));
}

function tell(rooms: Map<string, Told>, room: string, message: Message): void {
  const told = rooms.get(room) ?? { from: message.rev - 1, messages: new Map() };
  told.messages.delete(message.id);
  told.messages.set(message.id, message);
  rooms.set(room, told);
}

function frameOf(room: string, { from, messages: byId }: Told): RoomChanges {
  const messages = [...byId.values()];
  return { type: 'changes', room, from, rev: messages.at(-1)?.rev ?? from, messages };
}
