import type { Changes } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import type { Person, Reaction, TextMessage } from '../../protocol/model.ts';
import { faultOfEmoji } from '../../protocol/words.ts';
import type { Handler } from './handler.ts';
import { revise, standingText } from './messages.ts';
import { once } from './once.ts';
import { changed, refused } from './outcome.ts';

export const react: Handler<Changes['react']> = (queries, { by, change }) =>
  once(queries, by, change.id, async () => {
    const fault = faultOfEmoji(change.emoji);
    if (fault !== undefined) return { is: 'refused', refusal: fault };
    const standing = await standingText(queries, change.message);
    if (standing === undefined) return refused('unknown_message', { path: '/message' });
    const { reactions: before = [], ...message } = standing.message;
    const reactions = reacted(before, change, { id: by.id, name: by.name });
    if (reactions === before) return { is: 'done', rev: message.rev };
    if (reactions.length > limits.reactions) return refused('too_many_reactions');
    return changed(
      await revise(queries, standing.room, (rev) => withReactions({ ...message, rev }, reactions)),
    );
  });

/** The same list where the emoji is already as wished. */
function reacted(before: Reaction[], { emoji, on }: Changes['react'], person: Person): Reaction[] {
  const known = before.find((reaction) => reaction.emoji === emoji);
  const isOn = known?.by.some(({ id }) => id === person.id) ?? false;
  if (isOn === on) return before;
  if (known === undefined) return [...before, { emoji, by: [person] }];
  const by = on ? [...known.by, person] : known.by.filter(({ id }) => id !== person.id);
  const after = before.map((reaction) => (reaction === known ? { emoji, by } : reaction));
  return after.filter((reaction) => reaction.by.length > 0);
}

function withReactions(message: TextMessage, reactions: Reaction[]): TextMessage {
  return reactions.length === 0 ? message : { ...message, reactions };
}
