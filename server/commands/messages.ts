import type { Changes } from '../../protocol/commands.ts';
import type { Message, Person, TextMessage } from '../../protocol/model.ts';
import { faultOfText } from '../../protocol/text/words.ts';
import type { Transaction } from '../store/database.ts';
import { addMessage, changeMessage, messageById } from '../store/messages.ts';
import type { Kept } from '../store/records.ts';
import { removeAllReactions } from '../store/reactions.ts';
import type { Handler, Request } from './handler.ts';
import { once } from './idempotency.ts';
import { changed, refused, type Changed, type Outcome } from './outcome.ts';

/** `line`: the line as a plain-text client sent it, if it is not `[name]: text`. */
export type Post = Changes['post'] & { line?: string };

export const post: Handler<Post> = async (queries, request) => {
  const { by, change } = request;
  const text = change.text.toWellFormed();
  const fault = faultOfText(text);
  if (fault !== undefined) return { is: 'refused', refusal: fault };
  const room = await queries.rooms.named(change.room);
  if (room !== undefined) {
    const message = textMessage(request, text, room.rev + 1);
    // Only a conflict on insert causes a lookup of the id: it costs nothing in the usual case.
    if ((await addMessage(queries, room.number, message)) === 1) {
      queries.rooms.advanceForPost(room, message.at);
      return changed({ room: room.id, message });
    }
  }
  const known = await messageById(queries, change.id);
  if (known === undefined) return refused('unknown_room', { path: '/room' });
  return postedBefore(known, by, ['text', 'deleted']);
};

function textMessage({ by, at, change }: Request<Post>, text: string, rev: number): TextMessage {
  const { id, line } = change;
  const message: TextMessage = { id, seq: rev, rev, author: by, at, kind: 'text', text };
  return line === undefined ? message : { ...message, line };
}

export const edit: Handler<Changes['edit']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const text = change.text.toWellFormed();
    const fault = faultOfText(text);
    if (fault !== undefined) return { is: 'refused', refusal: fault };
    const own = await ownText(queries, by, change.message);
    if (own === undefined) return refused('unknown_message', { path: '/message' });
    const { line: _line, ...message } = own.message;
    return changed(
      await revise(queries, own.room, (rev) => ({ ...message, rev, text, editedAt: at })),
    );
  });

export const remove: Handler<Changes['delete']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const own = await ownText(queries, by, change.message);
    if (own === undefined) return refused('unknown_message', { path: '/message' });
    const { id, seq, author, at } = own.message;
    await removeAllReactions(queries, id);
    const tombstone = { id, seq, author, at, kind: 'deleted' } as const;
    return changed(await revise(queries, own.room, (rev) => ({ ...tombstone, rev })));
  });

/** Stores the next state of a message under the room's next revision. */
export async function revise(
  queries: Transaction,
  room: Kept['room'],
  next: (rev: number) => Message,
): Promise<Changed> {
  const changing = await queries.rooms.named(room.id);
  if (changing === undefined) throw new Error(`room ${room.id} is gone`);
  const message = next(queries.rooms.advance(changing));
  await changeMessage(queries, { room, message });
  return { room: room.id, message };
}

/** A text message by id, unless it was deleted. */
export async function textById(
  queries: Transaction,
  id: string,
): Promise<(Kept & { message: TextMessage }) | undefined> {
  const kept = await messageById(queries, id);
  if (kept === undefined || kept.message.kind !== 'text') return undefined;
  return { room: kept.room, message: kept.message };
}

async function ownText(queries: Transaction, by: Person, id: string) {
  const kept = await textById(queries, id);
  return kept?.message.author.id === by.id ? kept : undefined;
}

/** The answer to a repeated id: the first answer, or a refusal if the id is another message's. */
export function postedBefore({ message }: Kept, by: Person, kinds: Message['kind'][]): Outcome {
  if (message.author.id !== by.id || !kinds.includes(message.kind))
    return refused('id_reused', { path: '/id' });
  return { is: 'done', rev: message.seq };
}
