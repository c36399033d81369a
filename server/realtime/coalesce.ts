import type { RoomChanges } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/model.ts';
import type { Changed, Outcome } from '../commands/outcome.ts';

/** What one transaction has to tell each room. */
export function roomChangesIn(outcomes: readonly Outcome[]): RoomChanges[] {
  const changed = outcomes.flatMap((outcome) => (outcome.is === 'changed' ? outcome.changed : []));
  return [...Map.groupBy(changed, ({ room }) => room)].map(([room, each]) => changesOf(room, each));
}

function changesOf(room: string, changed: Changed[]): RoomChanges {
  const messages = changed.map(({ message }) => message);
  const [first, last] = [messages[0]!.rev, messages.at(-1)!.rev];
  return { type: 'changes', room, from: first - 1, rev: last, messages: latestOf(messages) };
}

/**
 * Changes of a room that follow each other, as one: from the revision before the first to that of
 * the last, with every message that they changed, as it is now, in the place of its last revision.
 */
export function joinedChanges(all: readonly RoomChanges[]): RoomChanges {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('there are no changes');
  return { ...last, from: first.from, messages: latestOf(all.flatMap((each) => each.messages)) };
}

function latestOf(messages: Message[]): Message[] {
  // What is new has no earlier state among them, and most is new.
  if (messages.every(({ rev, seq }) => rev === seq)) return messages;
  const latest = new Map<string, Message>();
  for (const message of messages) {
    latest.delete(message.id);
    latest.set(message.id, message);
  }
  return [...latest.values()];
}
