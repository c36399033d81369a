import type { Changes as Asked } from '../../protocol/commands.ts';
import type { Queries } from '../store/database.ts';
import type { Handler, Request } from './handler.ts';
import { edit, post, remove, type Post } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { signIn, signOut, type SignIn, type SignOut } from './people.ts';
import { react } from './reactions.ts';
import { createRoom, read } from './rooms.ts';

/** All that can change what is kept: what clients ask, and what the server does by itself. */
export interface Changes extends Asked {
  post: Post;
  'sign-in': SignIn;
  'sign-out': SignOut;
}

export type Change = Changes[keyof Changes];

/** A change without a handler does not compile. */
const handlers: { [Type in keyof Changes]: Handler<Changes[Type]> } = {
  post,
  edit,
  delete: remove,
  react,
  read,
  'room.create': createRoom,
  'sign-in': signIn,
  'sign-out': signOut,
};

/** Carries out one change inside a transaction. */
export function carryOut(queries: Queries, request: Request<Change>): Promise<Outcome> {
  const handler = handlers[request.change.type] as Handler<Change>;
  return handler(queries, request);
}
