import type { OwnReaction } from '../../protocol/frames.ts';
import type { Message, Person, RoomInfo, RoomSummary } from '../../protocol/model.ts';
import { refusal, type Refusal, type RefusalCode } from '../../protocol/refusals.ts';

/** The result of a change after its transaction is durable. */
export type Outcome =
  | { is: 'refused'; refusal: Refusal }
  /** Nothing to broadcast: it was done before, or concerns nobody else. */
  | { is: 'done'; rev?: number; room?: string }
  /** New or changed messages in the order of their revisions. */
  | {
      is: 'changed';
      changed: Changed[];
      reaction?: { person: string; frame: OwnReaction };
      notice?: Notice;
    }
  | { is: 'made'; room: RoomSummary; notice: Notice }
  | { is: 'room-deleted'; notice: Notice }
  | { is: 'read'; person: string; room: string; seq: number }
  | { is: 'signed-in'; person: Person }
  | { is: 'renamed'; person: Person }
  /** The token hashes of the ended sessions. */
  | { is: 'signed-out'; hashes: string[] };

/** The ids of the people concerned. */
export type Audience = 'everyone' | readonly string[];

export function isAmong(people: Audience, person: string): boolean {
  return people === 'everyone' || people.includes(person);
}

/** What people must learn about a room: they got it, it changed, or they lost it. */
export type Notice = { people: Audience } & (
  | { is: 'came'; room: RoomSummary }
  | { is: 'changed'; room: RoomInfo }
  | { is: 'gone'; room: { id: string } }
);

/** The current state of a message, and its room. */
export interface Changed {
  room: string;
  message: Message;
}

export function refused(
  code: RefusalCode,
  details?: Partial<Refusal>,
): Extract<Outcome, { is: 'refused' }> {
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

/** The id of the room that the command has created. */
export function roomOf(outcome: Outcome): string | undefined {
  if (outcome.is === 'made') return outcome.room.id;
  return outcome.is === 'done' ? outcome.room : undefined;
}
