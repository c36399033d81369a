import type { Ack, Refused } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/model.ts';
import { applyOwnReaction } from './reduce-reactions.ts';
import type { Pending, Room, State } from './state.ts';

type Answer = (Ack | Refused) & { at: number };

/**
 * Applies an answer. A change that is done and visible leaves the outbox. A refused post stays, so
 * that its text is not lost; for any other change the caller gets the refusal.
 */
export function answerOutbox(state: State, answer: Answer): State {
  const pending = state.outbox.find(({ change }) => change.id === answer.id);
  if (pending === undefined) return state;
  if (answer.type === 'refused' && answer.retryAfter !== undefined) return state;
  if (answer.type === 'refused' && pending.change.type !== 'post') {
    return withoutPending(state, pending.change.id);
  }
  const outbox = state.outbox.map((each) => (each === pending ? answered(each, answer) : each));
  const { change } = pending;
  const next = change.type === 'react' ? applyOwnReaction(state, change) : state;
  return settleOutbox({ ...next, outbox });
}

/**
 * Removes changes whose room has reached their revision, and posts that are among the `received`
 * messages: avoids searching a long room for each change.
 */
export function settleOutbox(state: State, received: readonly Message[] = []): State {
  if (state.outbox.length === 0) return state;
  const ids = new Set(received.map(({ id }) => id));
  const outbox = state.outbox.filter((pending) => !isSettled(state, pending, ids));
  return outbox.length === state.outbox.length ? state : { ...state, outbox };
}

export function withoutPending(state: State, id: string): State {
  return { ...state, outbox: state.outbox.filter(({ change }) => change.id !== id) };
}

function answered(pending: Pending, answer: Answer): Pending {
  if (answer.type === 'refused') {
    const { type: _type, id: _id, at: _at, ...refusal } = answer;
    return { ...pending, is: 'refused', refusal };
  }
  return { ...pending, is: 'done', ...(answer.rev === undefined ? {} : { rev: answer.rev }) };
}

function isSettled(state: State, pending: Pending, received: ReadonlySet<string>): boolean {
  const { change, is, rev } = pending;
  // A message after a gap is not in its room yet.
  if (received.has(change.id) && isIn(roomOf(state, change), change.id)) return true;
  if (rev === undefined) return is === 'done';
  const room = roomOf(state, change);
  return room === undefined || room.rev >= rev;
}

function roomOf(state: State, change: Pending['change']): Room | undefined {
  if (change.type === 'post') return state.rooms.get(change.room);
  if (!('message' in change)) return undefined;
  return [...state.rooms.values()].find((room) => isIn(room, change.message));
}

function isIn(room: Room | undefined, message: string): boolean {
  return room?.messages.findLast(({ id }) => id === message) !== undefined;
}
