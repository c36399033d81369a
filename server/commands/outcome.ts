import type { Message, Person, RoomSummary } from '../../protocol/model.ts';
import { refusal, type Refusal, type RefusalCode } from '../../protocol/refusals.ts';

/** What became of a change once its transaction is on disk. */
export type Outcome =
  | { is: 'refused'; refusal: Refusal }
  /** Nothing more to tell than the answer: it was done before, or concerns nobody else. */
  | { is: 'done'; rev?: number }
  /** A room's message is new or another than it was. */
  | { is: 'changed'; room: string; message: Message }
  | { is: 'made'; room: RoomSummary }
  | { is: 'read'; person: string; room: string; seq: number }
  | { is: 'signed-in'; person: Person }
  | { is: 'signed-out' };

export function refused(code: RefusalCode, details?: Partial<Refusal>): Outcome {
  return { is: 'refused', refusal: refusal(code, details) };
}

/** The revision that an answer carries. */
export function revisionOf(outcome: Outcome): number | undefined {
  if (outcome.is === 'changed') return outcome.message.rev;
  return outcome.is === 'done' ? outcome.rev : undefined;
}
