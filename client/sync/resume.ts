import type { Signals } from '../../protocol/commands.ts';
import type { Frame, Heartbeat, RoomChanges, RoomMade, Welcome } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { RoomSummary } from '../../protocol/model.ts';
import { isLonger } from '../../protocol/text/words.ts';
import type { State } from '../state/state.ts';

type Follow = Signals['follow'];

/** Decides what to ask for, so that nothing stays missing: after a welcome, and at every hole. */
export class Resume {
  /** Rooms asked for and not yet answered: one question a hole, however many frames show it. */
  readonly #asked = new Set<string>();

  /**
   * Every room from the revision that is held, once the welcome has been taken in, but for the one
   * whose changes come with it.
   */
  welcomed(after: State, { epoch, rooms, follows }: Welcome): Follow | undefined {
    this.#asked.clear();
    for (const { name, rev } of rooms) if (isBehind(after, name, rev)) this.#asked.add(name);
    const others = [...after.rooms.keys()].filter((name) => name !== follows);
    if (others.length === 0) return undefined;
    return { type: 'follow', epoch, rooms: held(after, others) };
  }

  /** A room that was made just now, unless it is followed already. */
  made(before: State, { room }: RoomMade): Follow | undefined {
    return before.rooms.has(room.name) ? undefined : { type: 'follow', rooms: { [room.name]: 0 } };
  }

  /** What is missing before a room's changes, which could therefore not be taken in. */
  changed(after: State, { room, rev }: RoomChanges): Follow | undefined {
    const isHole = isBehind(after, room, rev);
    if (isHole) return this.#asked.has(room) ? undefined : this.#ask(after, [room]);
    this.#asked.delete(room);
    return undefined;
  }

  /**
   * What is missing at the end of rooms, and rooms that the server does not tell of: an answer that
   * did not come before the beat is lost, or the question was.
   */
  beat(state: State, { rooms }: Heartbeat): Follow | undefined {
    const told = new Map(Object.entries(rooms));
    const missing = [...state.rooms.keys()].filter((room) => {
      const rev = told.get(room);
      return rev === undefined || isBehind(state, room, rev);
    });
    return missing.length === 0 ? undefined : this.#ask(state, missing);
  }

  #ask(state: State, rooms: string[]): Follow {
    for (const room of rooms) this.#asked.add(room);
    return { type: 'follow', rooms: held(state, rooms) };
  }
}

/** What a new line is opened with: the room that is looked at comes with the welcome. */
export function openingQuery({ current, rooms, epoch }: State): string {
  // An address may name what is no room, and be too long for one.
  if (current === undefined || isLonger(current, limits.name)) return '';
  const after = String(rooms.get(current)?.rev ?? 0);
  const query = new URLSearchParams({
    room: current,
    after,
    ...(epoch !== undefined && { epoch }),
  });
  return `?${query.toString()}`;
}

/** Whether a frame is a welcome that knows all that is held, and so replaces nothing by what it was. */
export function isUpToDate(state: State, frame: Frame): boolean {
  if (frame.type !== 'welcome') return false;
  const isBefore = ({ name, rev }: RoomSummary): boolean => rev < (state.rooms.get(name)?.rev ?? 0);
  return frame.epoch !== state.epoch || !frame.rooms.some(isBefore);
}

function held(state: State, rooms: string[]): Record<string, number> {
  return Object.fromEntries(rooms.map((room) => [room, state.rooms.get(room)?.rev ?? 0]));
}

function isBehind(state: State, room: string, rev: number): boolean {
  const known = state.rooms.get(room);
  return known !== undefined && known.rev < rev;
}
