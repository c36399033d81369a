import type { Frame, Heartbeat, RoomChanges, Welcome } from '../../protocol/frames.ts';
import type { History } from '../../protocol/http.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message, Person, RoomSummary } from '../../protocol/model.ts';
import { emptyState, type Link, type Pending, type Room, type State } from './state.ts';
import { answerOutbox, settleOutbox, withoutPending } from './reduce-outbox.ts';
import {
  applyChanges,
  applyHistory,
  applyRead,
  blankRoom,
  newRoom,
  shortened,
  withSummary,
} from './reduce-room.ts';
import { applyRoomNotice } from './reduce-room-notices.ts';
import { applyGames, welcomedGames } from './reduce-games.ts';
import { withNames, withPresentNames } from './present-names.ts';
import { applyPeople, applyPresence } from './reduce-people.ts';
import { applyOwnReaction, applyFetchedOwn, type FetchedOwn } from './reduce-reactions.ts';

/** Events of this client, as opposed to frames of the server. */
export type Local =
  | { type: 'link'; link: Link }
  | { type: 'wrote'; pending: Pending }
  | { type: 'discarded'; id: string }
  | { type: 'entered'; room: string }
  | { type: 'shortened'; room: string }
  | { type: 'history'; history: History; before: number }
  | FetchedOwn
  | { type: 'latency'; milliseconds: number }
  | { type: 'expired'; now: number };

export type Event = Local | (Exclude<Frame, Heartbeat> & { at: number });

/** The next state. Pure: the result does not depend on how changes are split into frames. */
export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case 'welcome':
      return withNames(welcomed(state, event), event.renamed ?? []);
    case 'renamed':
      return withNames(state, [event.person]);
    case 'changes':
      return settleOutbox(changed(state, present(state, event)), event.messages);
    case 'ack':
    case 'refused':
      return answerOutbox(state, event);
    case 'room':
      return applyRoomNotice(state, event);
    case 'read':
      return inRoom(state, event.room, (room) => applyRead(room, event.seq, state.you?.id));
    case 'reaction':
      return applyOwnReaction(state, event);
    case 'typing':
      return inRoom(state, event.room, (room) => typed(room, event.people, event.at));
    case 'people':
      return inRoom(state, event.room, (room) => applyPeople(room, event));
    case 'presence':
      return inRoom(state, event.room, (room) => applyPresence(room, event, state.you?.id));
    case 'found':
    case 'bye':
      return state;
    default:
      return reduceLocal(state, event);
  }
}

function reduceLocal(state: State, event: Local): State {
  switch (event.type) {
    case 'link':
      return { ...state, link: event.link };
    case 'wrote':
      return { ...state, outbox: [...state.outbox, event.pending] };
    case 'discarded':
      return withoutPending(state, event.id);
    case 'entered':
      return { ...state, current: event.room };
    case 'shortened':
      return inRoom(state, event.room, shortened);
    case 'history':
      return settleOutbox(
        inRoom(state, event.history.room, (room) =>
          applyHistory(room, present(state, event.history), event.before, state.you?.id),
        ),
        event.history.messages,
      );
    case 'reacted':
      return applyFetchedOwn(state, event);
    case 'latency':
      return { ...state, latency: event.milliseconds };
    case 'expired':
      return withoutExpired(state, event.now);
  }
}

/**
 * Keeps what is held of the same store. Drops all rooms of another store, a room whose revision
 * went back after a restore, and everything of another person.
 */
function welcomed(state: State, welcome: Welcome): State {
  const { you, epoch, bots, rooms: summaries } = welcome;
  const isOther = isAnother(state.you, you);
  const isSameStore = state.epoch === epoch && !isOther;
  const held = isSameStore ? state.rooms : emptyState.rooms;
  const rooms = summaries.map((summary): [string, Room] => {
    const room = held.get(summary.id);
    const holds = room !== undefined && room.rev <= summary.rev;
    return [summary.id, holds ? withSummary(room, summary, you.id) : newlyHeld(state, summary)];
  });
  const own = isOther ? [] : state.outbox;
  const outbox = isSameStore ? own : own.filter(({ is }) => is !== 'done');
  const games = welcomedGames(welcome);
  const gameGrace = welcome.grace * 1_000;
  const reacted = isSameStore ? state.reacted : emptyState.reacted;
  const known = { you, epoch, bots, games, gameGrace, reacted };
  return { ...state, ...known, rooms: new Map(rooms), outbox };
}

/** Whether another person is signed in than before. */
export function isAnother(before: Person | undefined, now: Person): boolean {
  return before !== undefined && before.id !== now.id;
}

/** A room of which nothing is held: the current one is followed from its start. */
function newlyHeld(state: State, summary: RoomSummary): Room {
  return summary.id === state.current ? blankRoom(summary) : newRoom(summary);
}

/** Messages that come later may have an earlier name, too. */
function present<Page extends { messages: Message[] }>({ names }: State, page: Page): Page {
  return names.size === 0 ? page : { ...page, messages: withPresentNames(page.messages, names) };
}

/** A frame that the room ignores, as old or after a gap, does not change games either. */
function changed(state: State, changes: RoomChanges): State {
  const next = inRoom(state, changes.room, (room) => applyChanges(room, changes, state.you?.id));
  return next === state ? state : { ...next, games: applyGames(state.games, changes) };
}

function typed(room: Room, people: Person[], now: number): Room {
  const others = room.typing.filter(({ person }) => !people.some(({ id }) => id === person.id));
  const until = now + limits.typing * 1_000;
  return { ...room, typing: [...others, ...people.map((person) => ({ person, until }))] };
}

function withoutExpired(state: State, now: number): State {
  return [...state.rooms.values()].reduce((next, room) => {
    const typing = room.typing.filter(({ until }) => until > now);
    return typing.length === room.typing.length ? next : withRoom(next, { ...room, typing });
  }, state);
}

function inRoom(state: State, name: string, change: (room: Room) => Room): State {
  const room = state.rooms.get(name);
  if (room === undefined) return state;
  const next = change(room);
  return next === room ? state : withRoom(state, next);
}

function withRoom(state: State, room: Room): State {
  return { ...state, rooms: new Map(state.rooms).set(room.id, room) };
}
