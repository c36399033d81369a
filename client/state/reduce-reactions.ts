import type { OwnReaction } from '../../protocol/frames.ts';
import type { Reaction } from '../../protocol/model.ts';
import type { State } from './state.ts';

/** The emoji that one has put on a message (true) or taken back (false). */
export type Own = ReadonlyMap<string, boolean>;

/** What the server said of one's own. `since`: what was known when it was asked. */
export interface ToldOwn {
  type: 'reacted';
  message: string;
  own: readonly string[];
  since: Own | undefined;
}

/** What was done here while the server was asked is later than what it says. */
export function toldOwn(state: State, { message, own, since }: ToldOwn): State {
  const held = state.reacted.get(message);
  const told = new Map(own.map((emoji) => [emoji, true]));
  return withOwn(state, message, held === since ? told : [...told, ...(held ?? [])]);
}

/** One's own reaction is on disk, from here or from another tab. */
export function reactedOneself(
  state: State,
  { message, emoji, on }: Omit<OwnReaction, 'type'>,
): State {
  return withOwn(state, message, [...(state.reacted.get(message) ?? []), [emoji, on]]);
}

/** Whether this person has put an emoji on a message, which names only the first who did. */
export function hasReacted(state: State, message: string, { emoji, by, count }: Reaction): boolean {
  if (by.some(({ id }) => id === state.you?.id)) return true;
  return count > by.length && state.reacted.get(message)?.get(emoji) === true;
}

function withOwn(state: State, message: string, own: Iterable<readonly [string, boolean]>): State {
  return { ...state, reacted: new Map(state.reacted).set(message, new Map(own)) };
}
