import type { RoomChanges } from '../protocol/frames.ts';
import type { Message } from '../protocol/model.ts';
import type { Outcome } from './commands/outcome.ts';

/** What one transaction has to tell each room. */
export function roomChangesIn(outcomes: Outcome[]): RoomChanges[] {
  const changed = outcomes.flatMap((outcome) => (outcome.is === 'changed' ? outcome.changed : []));
  return [...Map.groupBy(changed, ({ room }) => room)].map(([room, each]) =>
    joinedChanges(each.map(({ message }) => changeOf(room, message))),
  );
}

/**
 * Changes of a room that follow each other, as one: from the revision before the first to that of
 * the last, with every message that they changed, as it is now, in the place of its last revision.
 */
export function joinedChanges(all: readonly RoomChanges[]): RoomChanges {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('there are no changes');
  const messages = new Map<string, Message>();
  for (const message of all.flatMap((each) => each.messages)) {
    messages.delete(message.id);
    messages.set(message.id, message);
  }
  return { ...last, from: first.from, messages: [...messages.values()] };
}

function changeOf(room: string, message: Message): RoomChanges {
  const { rev } = message;
  return { type: 'changes', room, from: rev - 1, rev, messages: [message] };
}
