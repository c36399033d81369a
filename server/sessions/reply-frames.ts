import type { Ack, Refused } from '../../protocol/frames.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { revisionOf, type Outcome } from '../commands/outcome.ts';

/** The answer to a successful command with an id. */
export function ackOf(id: string, outcome: Exclude<Outcome, { is: 'refused' }>): Ack {
  const rev = revisionOf(outcome);
  return { type: 'ack', id, ...(rev !== undefined && { rev }) };
}

/** The answer to a refused command, with its id if it has one. */
export function refusedFrame(reason: Refusal, id: string | undefined): Refused {
  return { type: 'refused', ...(id !== undefined && { id }), ...reason };
}
