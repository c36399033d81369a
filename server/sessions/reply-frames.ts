import type { Ack, Refused } from '../../protocol/frames.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { revisionOf, type Outcome } from '../commands/outcome.ts';

/** The one answer to a command that carries an id. */
export function ackOf(id: string, outcome: Exclude<Outcome, { is: 'refused' }>): Ack {
  const rev = revisionOf(outcome);
  return { type: 'ack', id, ...(rev !== undefined && { rev }) };
}

/** Says that a command changed nothing, whether it carries an id or not. */
export function refusedFrame(reason: Refusal, id: string | undefined): Refused {
  return { type: 'refused', ...(id !== undefined && { id }), ...reason };
}
