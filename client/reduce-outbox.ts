import type { Ack, Refused } from '../protocol/frames.ts';
import type { Pending, State } from './state.ts';

/** Marks a change as answered; what is done and visible leaves the outbox. */
export function answerOutbox(state: State, answer: Ack | Refused): State {
  const pending = state.outbox.find(({ change }) => change.id === answer.id);
  if (pending === undefined) return state;
  if (answer.type === 'refused' && answer.retryAfter !== undefined) return state;
  const outbox = state.outbox.map((each) => (each === pending ? answered(each, answer) : each));
  const next = { ...state, outbox };
  return settleOutbox(next, roomOf(state, pending));
}

/** Lets go of what is done, once the room has arrived at its revision. */
export function settleOutbox(state: State, room: string | undefined): State {
  const outbox = state.outbox.filter((pending) => !isSettled(state, pending, room));
  return outbox.length === state.outbox.length ? state : { ...state, outbox };
}

export function withoutPending(state: State, id: string): State {
  return { ...state, outbox: state.outbox.filter(({ change }) => change.id !== id) };
}

function answered(pending: Pending, answer: Ack | Refused): Pending {
  if (answer.type === 'refused') {
    const { type: _type, id: _id, ...refusal } = answer;
    return { ...pending, is: 'refused', refusal };
  }
  return { ...pending, is: 'done', ...(answer.rev === undefined ? {} : { rev: answer.rev }) };
}

function isSettled(state: State, pending: Pending, room: string | undefined): boolean {
  if (isArrived(state, pending)) return true;
  if (pending.is !== 'done' || roomOf(state, pending) !== room) return false;
  const held = room === undefined ? undefined : state.rooms.get(room);
  return held === undefined || pending.rev === undefined || held.rev >= pending.rev;
}

/** A message that is seen in its room needs no answer any more to be seen as sent. */
function isArrived(state: State, { change }: Pending): boolean {
  if (change.type !== 'post') return false;
  const messages = state.rooms.get(change.room)?.messages ?? [];
  return messages.findLast(({ id }) => id === change.id) !== undefined;
}

function roomOf(state: State, { change }: Pending): string | undefined {
  if (change.type === 'post') return change.room;
  if (change.type === 'room.create' || change.type === 'read') return undefined;
  const holds = [...state.rooms.values()].find(({ messages }) =>
    messages.some(({ id }) => id === change.message),
  );
  return holds?.name;
}
