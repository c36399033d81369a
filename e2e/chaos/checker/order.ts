import type { Rule, Violation } from './rule.ts';
import { isCreation, told, type Deed, type Facts } from './facts.ts';

/** What one person asked for in a room was made in the order in which they asked. */
export const authorsKeepTheirOrder: Rule = (facts) => {
  const last = new Map<string, Deed>();
  return [...facts.deeds.values()].flatMap((deed): Violation[] => {
    const room = roomOf(facts, deed);
    if (room === undefined || typeof deed.rev !== 'number') return [];
    const key = `${deed.by.id}/${room}`;
    const before = last.get(key);
    last.set(key, deed);
    if (before === undefined || before.rev! < deed.rev) return [];
    const says = `${told(deed)} is ${deed.rev} of #${room}, before ${told(before)} at ${before.rev}, which was asked first.`;
    return [{ is: 'out of order', says }];
  });
};

/** A reaction that was there already has the revision of something older. */
function roomOf({ messages }: Facts, { change }: Deed): string | undefined {
  if (change.type === 'react') return undefined;
  if (isCreation(change) && 'room' in change) return change.room;
  return 'message' in change ? messages.get(change.message)?.room : undefined;
}
