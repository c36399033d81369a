import type { Rule, Violation } from './rule.ts';
import { isCreation, describe, type ChangeRecord, type Facts } from './facts.ts';

/** The changes of one person in a room were made in the order requested. */
export const authorsKeepTheirOrder: Rule = (facts) => {
  const last = new Map<string, ChangeRecord>();
  return [...facts.records.values()].flatMap((record): Violation[] => {
    const room = roomOf(facts, record);
    if (room === undefined || typeof record.rev !== 'number') return [];
    const key = `${record.by.id}/${room}`;
    const before = last.get(key);
    last.set(key, record);
    if (before === undefined || before.rev! < record.rev) return [];
    const text = `${describe(record)} is ${record.rev} of #${room}, before ${describe(before)} at ${before.rev}, which was requested first.`;
    return [{ is: 'out of order', text }];
  });
};

/** A reaction that existed already has an older revision. */
function roomOf({ messages }: Facts, { change }: ChangeRecord): string | undefined {
  if (change.type === 'react') return undefined;
  if (isCreation(change) && 'room' in change) return change.room;
  return 'message' in change ? messages.get(change.message)?.room : undefined;
}
