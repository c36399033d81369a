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
import { permitted, permittedMessage } from './permitted.ts';

/** `line`: the line as a plain-text client sent it, if it is not `[name]: text`. */
export type Post = Changes['post'] & { line?: string };

export const post: Handler<Post> = async (queries, request) => {
  const { by, change } = request;
  const text = change.text.toWellFormed();
  const fault = faultOfText(text);
  if (fault !== undefined) return { is: 'refused', refusal: fault };
  const { room, denied } = await permitted(queries, by, change.room, 'write');
  if (denied) return (await postedBefore(queries, request, ['text', 'deleted'])) ?? denied;
  const message = textMessage(request, text, room.rev + 1);
  // Only a conflict on insert causes a lookup of the id: it costs nothing in the usual case.
  if ((await addMessage(queries, room.number, message)) === 1) {
    queries.rooms.advanceForPost(room, message.at);
    return changed({ room: room.id, message });
  }
  return (await postedBefore(queries, request, ['text', 'deleted'])) ?? idReused();
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
    const { kept: own, denied } = await ownText(queries, by, change.message);
    if (own === undefined) return denied ?? refused('unknown_message', { path: '/message' });
    const { line: _line, ...message } = own.message;
    return changed(
      await revise(queries, own.room, (rev) => ({ ...message, rev, text, editedAt: at })),
    );
  });

export const remove: Handler<Changes['delete']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { kept: own, denied } = await ownText(queries, by, change.message);
    if (own === undefined) return denied ?? refused('unknown_message', { path: '/message' });
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

/** A text that was not deleted, in a room where this person may write. */
export async function permittedText(
  queries: Transaction,
  by: Person,
  id: string,
): Promise<{ kept?: Kept & { message: TextMessage }; denied?: Outcome }> {
  const { kept, denied } = await permittedMessage(queries, by, id);
  if (denied !== undefined) return { denied };
  if (kept === undefined || kept.message.kind !== 'text') return {};
  return { kept: { room: kept.room, message: kept.message } };
}

async function ownText(queries: Transaction, by: Person, id: string) {
  const found = await permittedText(queries, by, id);
  return found.kept === undefined || found.kept.message.author.id === by.id ? found : {};
}

/**
 * The answer to an id that a message has already: the first answer if it is a message of these kinds
 * by the same author, in a room that they may still see. Undefined if there is no such message.
 */
export async function postedBefore(
  queries: Transaction,
  { by, change }: Request<{ id: string }>,
  kinds: Message['kind'][],
): Promise<Outcome | undefined> {
  const known = await messageById(queries, change.id);
  if (known === undefined) return undefined;
  const { author, kind, seq } = known.message;
  if (author.id !== by.id || !kinds.includes(kind)) return idReused();
  const { denied } = await permitted(queries, by, known.room.id, 'read');
  return denied ?? { is: 'done', rev: seq };
}

function idReused(): Outcome {
  return refused('id_reused', { path: '/id' });
}
