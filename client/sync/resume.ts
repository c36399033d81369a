import type { Signals } from '../../protocol/commands.ts';
import type { Frame, Heartbeat, RoomChanges, RoomNotice, Welcome } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { RoomSummary } from '../../protocol/model.ts';
import { isLonger } from '../../protocol/text/words.ts';
import type { State } from '../state/state.ts';

type Follow = Signals['follow'];

/** Decides which rooms to follow from which revision: after a welcome, and at every gap. */
export class Resume {
  /** Rooms requested and not yet answered: one request per gap, however many frames show it. */
  readonly #requested = new Set<string>();

  /**
   * Follows every room from its held revision after a welcome, except the one whose changes come
   * with it.
   */
  welcomed(after: State, { epoch, rooms, follows }: Welcome): Follow | undefined {
    this.#requested.clear();
    for (const { id, rev } of rooms) if (isBehind(after, id, rev)) this.#requested.add(id);
    const others = [...after.rooms.keys()].filter((id) => id !== follows);
    if (others.length === 0) return undefined;
    return { type: 'follow', epoch, rooms: held(after, others) };
  }

  /** Follows a room that came, unless it is followed already. */
  noticed(before: State, { room }: RoomNotice): Follow | undefined {
    const isNew = 'rev' in room && !before.rooms.has(room.id);
    return isNew ? { type: 'follow', rooms: { [room.id]: 0 } } : undefined;
  }

  /** Requests what is missing before a room's changes, which could not be applied. */
  changed(after: State, { room, rev }: RoomChanges): Follow | undefined {
    const isGap = isBehind(after, room, rev);
    if (isGap) return this.#requested.has(room) ? undefined : this.#request(after, [room]);
    this.#requested.delete(room);
    return undefined;
  }

  /**
   * Requests what is missing at the end of rooms, and rooms absent from the heartbeat: an answer
   * that did not come before it is lost, or its request was.
   */
  beat(state: State, { rooms }: Heartbeat): Follow | undefined {
    const followed = new Map(Object.entries(rooms));
    const missing = [...state.rooms.keys()].filter((room) => {
      const rev = followed.get(room);
      return rev === undefined || isBehind(state, room, rev);
    });
    return missing.length === 0 ? undefined : this.#request(state, missing);
  }

  #request(state: State, rooms: string[]): Follow {
    for (const room of rooms) this.#requested.add(room);
    return { type: 'follow', rooms: held(state, rooms) };
  }
}

/** The query of a new connection: the changes of the current room come with the welcome. */
export function openingQuery({ current, rooms, epoch }: State): string {
  // The address bar may name something too long to be a room.
  if (current === undefined || isLonger(current, limits.name)) return '';
  const after = String(rooms.get(current)?.rev ?? 0);
  const query = new URLSearchParams({
    room: current,
    after,
    ...(epoch !== undefined && { epoch }),
  });
  return `?${query.toString()}`;
}

/** Whether a frame is a welcome at least as recent as the held state, so that nothing goes back. */
export function isUpToDate(state: State, frame: Frame): boolean {
  if (frame.type !== 'welcome') return false;
  const isBefore = ({ id, rev }: RoomSummary): boolean => rev < (state.rooms.get(id)?.rev ?? 0);
  return frame.epoch !== state.epoch || !frame.rooms.some(isBefore);
}

function held(state: State, rooms: string[]): Record<string, number> {
  return Object.fromEntries(rooms.map((room) => [room, state.rooms.get(room)?.rev ?? 0]));
}

function isBehind(state: State, room: string, rev: number): boolean {
  const known = state.rooms.get(room);
  return known !== undefined && known.rev < rev;
}
