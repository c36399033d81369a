import type { Changes } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import type { Reaction, TextMessage } from '../../protocol/model.ts';
import { faultOfEmoji } from '../../protocol/text/words.ts';
import { addReaction, firstToReact, removeReaction } from '../store/reactions.ts';
import type { Handler } from './handler.ts';
import { permittedText, revise } from './messages.ts';
import { once } from './idempotency.ts';
import { refused } from './outcome.ts';

export const react: Handler<Changes['react']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { emoji, on } = change;
    const fault = faultOfEmoji(emoji);
    if (fault !== undefined) return { is: 'refused', refusal: fault };
    const { kept, denied } = await permittedText(queries, by, change.message);
    if (kept === undefined) return denied ?? refused('unknown_message', { path: '/message' });
    const { room, message } = kept;
    if (on && isFull(message, emoji)) return refused('too_many_reactions');
    const write = on ? addReaction : removeReaction;
    const isUnchanged = (await write(queries, message, emoji, by)) === 0;
    if (isUnchanged) return { is: 'done', rev: message.rev };
    const first = await firstToReact(queries, message.id, emoji);
    const next = counted(message, { emoji, count: on ? 1 : -1, by: first });
    const revised = await revise(queries, room, (rev) => ({ ...next, rev }));
    const frame = { type: 'reaction', message: message.id, emoji, on } as const;
    return { is: 'changed', changed: [revised], reaction: { person: by.id, frame } };
  });

function isFull({ reactions = [] }: TextMessage, emoji: string): boolean {
  return reactions.length >= limits.reactions && !reactions.some((each) => each.emoji === emoji);
}

/** Adds `count` of `step` to the reaction with the same emoji; removes it at zero. */
function counted({ reactions: before = [], ...message }: TextMessage, step: Reaction): TextMessage {
  const known = before.find(({ emoji }) => emoji === step.emoji);
  const now = { ...step, count: step.count + (known?.count ?? 0) };
  const all = known === undefined ? [...before, now] : before.with(before.indexOf(known), now);
  const reactions = all.filter(({ count }) => count > 0);
  return reactions.length === 0 ? message : { ...message, reactions };
}
