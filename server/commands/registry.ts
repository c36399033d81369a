import type { Changes as Asked } from '../../protocol/commands.ts';
import type { Transaction } from '../store/database.ts';
import { claim, comeBack, leave, play, resign, type Leave, type Return } from './games/moves.ts';
import { shiftTimes, type ClockSet } from './games/clock-change.ts';
import { addOwnSession, type AddSession } from './identity/new-session.ts';
import { renamePerson, type Rename } from './identity/rename.ts';
import { setRecoveryCode, type SetRecovery } from './identity/recovery.ts';
import {
  endOthers,
  endOwnSession,
  type EndOtherSessions,
  type EndSession,
} from './identity/sessions.ts';
import { freeNames, type FreeNames } from './identity/unused-names.ts';
import type { Handler, Request, Settings } from './handler.ts';
import { lapse, type Lapse } from './games/time-limit.ts';
import { edit, post, remove, type Post } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { signIn, signOut, type SignIn, type SignOut } from './sign-in.ts';
import { accept, propose, withdraw } from './games/proposals.ts';
import { react } from './reactions.ts';
import { createRoom } from './rooms/create.ts';
import { archive, changeRoom, deleteForEver } from './rooms/describe.ts';
import { invite, join, leave as leaveRoom, removePerson } from './rooms/members.ts';
import { read } from './rooms/read.ts';
import {
  countHour,
  endSessions,
  forget,
  purge,
  type EndSessions,
  type Forget,
  type HourRun,
  type Purge,
} from './retention.ts';
import { useSession, type RenewSession } from './session-renewal.ts';

/** All changes to stored data: commands of clients, and changes that the server makes itself. */
export interface Changes extends Asked {
  post: Post;
  'sign-in': SignIn;
  'sign-out': SignOut;
  'session.use': RenewSession;
  rename: Rename;
  'names.free': FreeNames;
  'recovery.set': SetRecovery;
  'session.add': AddSession;
  'session.end': EndSession;
  'session.end-others': EndOtherSessions;
  hour: HourRun;
  'sessions.end': EndSessions;
  forget: Forget;
  'rooms.purge': Purge;
  'game.leave': Leave;
  'game.return': Return;
  'game.lapse': Lapse;
  'game.clock': ClockSet;
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
  'room.change': changeRoom,
  'room.invite': invite,
  'room.remove': removePerson,
  'room.join': join,
  'room.leave': leaveRoom,
  'room.archive': archive,
  'room.delete': deleteForEver,
  'game.propose': propose,
  'game.accept': accept,
  'game.withdraw': withdraw,
  'game.play': play,
  'game.resign': resign,
  'game.claim': claim,
  'game.leave': leave,
  'game.return': comeBack,
  'game.lapse': lapse,
  'game.clock': shiftTimes,
  'sign-in': signIn,
  'sign-out': signOut,
  'session.use': useSession,
  rename: renamePerson,
  'names.free': freeNames,
  'recovery.set': setRecoveryCode,
  'session.add': addOwnSession,
  'session.end': endOwnSession,
  'session.end-others': endOthers,
  hour: countHour,
  'sessions.end': endSessions,
  'rooms.purge': purge,
  forget,
};

/** Executes one change inside a transaction. */
export function execute(
  queries: Transaction,
  request: Request<Change>,
  settings: Settings,
): Promise<Outcome> {
  const handler = handlers[request.change.type] as Handler<Change>;
  return handler(queries, request, settings);
}
