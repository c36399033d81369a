import type { OwnReaction } from '../../protocol/frames.ts';
import type { Reaction } from '../../protocol/model.ts';
import type { OwnReactions, State } from './state.ts';

/** This person's own reactions as fetched. `since`: what was held when the request was sent. */
export interface FetchedOwn {
  type: 'reacted';
  message: string;
  own: readonly string[];
  since: OwnReactions | undefined;
}

/** A reaction made during the request is newer than the response. */
export function applyFetchedOwn(state: State, { message, own, since }: FetchedOwn): State {
  const held = state.reacted.get(message);
  const fetched = new Map(own.map((emoji) => [emoji, true]));
  return withOwn(state, message, held === since ? fetched : [...fetched, ...(held ?? [])]);
}

/** This person's reaction is stored, from this tab or another. */
export function applyOwnReaction(
  state: State,
  { message, emoji, on }: Omit<OwnReaction, 'type'>,
): State {
  return withOwn(state, message, [...(state.reacted.get(message) ?? []), [emoji, on]]);
}

/** Whether this person put an emoji on a message; `by` names only the first who did. */
export function hasReacted(state: State, message: string, { emoji, by, count }: Reaction): boolean {
  if (by.some(({ id }) => id === state.you?.id)) return true;
  return count > by.length && state.reacted.get(message)?.get(emoji) === true;
}

function withOwn(state: State, message: string, own: Iterable<readonly [string, boolean]>): State {
  return { ...state, reacted: new Map(state.reacted).set(message, new Map(own)) };
}
