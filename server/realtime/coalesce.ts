import type { RoomChanges } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/model.ts';
import type { Changed, Outcome } from '../commands/outcome.ts';

/** The changes of each room in the outcomes of one transaction. */
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
 * Merges consecutive changes of a room into one. Each changed message is included once, in its latest
 * state, ordered by its latest revision. Throws a RangeError if there are no changes.
 */
export function joinedChanges(all: readonly RoomChanges[]): RoomChanges {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('there are no changes');
  return { ...last, from: first.from, messages: latestOf(all.flatMap((each) => each.messages)) };
}

function latestOf(messages: Message[]): Message[] {
  // The usual case: only new messages, none of which can occur twice.
  if (messages.every(({ rev, seq }) => rev === seq)) return messages;
  const latest = new Map<string, Message>();
  for (const message of messages) {
    latest.delete(message.id);
    latest.set(message.id, message);
  }
  return [...latest.values()];
}
