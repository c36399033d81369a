import type { OwnReaction } from '../../protocol/frames.ts';
import type { Message, Person, RoomSummary } from '../../protocol/model.ts';
import { refusal, type Refusal, type RefusalCode } from '../../protocol/refusals.ts';

/** The result of a change after its transaction is durable. */
export type Outcome =
  | { is: 'refused'; refusal: Refusal }
  /** Nothing to broadcast: it was done before, or concerns nobody else. */
  | { is: 'done'; rev?: number }
  /** New or changed messages in the order of their revisions. */
  | { is: 'changed'; changed: Changed[]; reaction?: { person: string; frame: OwnReaction } }
  | { is: 'made'; room: RoomSummary }
  | { is: 'read'; person: string; room: string; seq: number }
  | { is: 'signed-in'; person: Person }
  | { is: 'renamed'; person: Person }
  /** The token hashes of the ended sessions. */
  | { is: 'signed-out'; hashes: string[] };

/** The current state of a message, and its room. */
export interface Changed {
  room: string;
  message: Message;
}

export function refused(code: RefusalCode, details?: Partial<Refusal>): Outcome {
  return { is: 'refused', refusal: refusal(code, details) };
}

export function changed(...messages: Changed[]): Outcome {
  return { is: 'changed', changed: messages };
}

/** The revision in the answer: that of the first message, which the command was about. */
export function revisionOf(outcome: Outcome): number | undefined {
  if (outcome.is === 'changed') return outcome.changed[0]?.message.rev;
  return outcome.is === 'done' ? outcome.rev : undefined;
}
