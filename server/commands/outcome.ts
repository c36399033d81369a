import type { OwnReaction } from '../../protocol/frames.ts';
import type { Message, Person, RoomSummary } from '../../protocol/model.ts';
import { refusal, type Refusal, type RefusalCode } from '../../protocol/refusals.ts';

/** What became of a change once its transaction is on disk. */
export type Outcome =
  | { is: 'refused'; refusal: Refusal }
  /** Nothing more to tell than the answer: it was done before, or concerns nobody else. */
  | { is: 'done'; rev?: number }
  /** Messages that are new or other than they were, in the order of their revisions. */
  | { is: 'changed'; changed: Changed[]; reaction?: { person: string; frame: OwnReaction } }
  | { is: 'made'; room: RoomSummary }
  | { is: 'read'; person: string; room: string; seq: number }
  | { is: 'signed-in'; person: Person }
  | { is: 'signed-out' };

/** A message as it is now, and its room. */
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

/** The revision that an answer carries: that of the first message, which the command was about. */
export function revisionOf(outcome: Outcome): number | undefined {
  if (outcome.is === 'changed') return outcome.changed[0]?.message.rev;
  return outcome.is === 'done' ? outcome.rev : undefined;
}
