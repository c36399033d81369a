import type { Signals } from '../protocol/commands.ts';
import type { Heartbeat, RoomChanges } from '../protocol/frames.ts';
import type { State } from './state.ts';

type Follow = Signals['follow'];

/** Decides what to ask for, so that nothing stays missing: after a welcome, and at every hole. */
export class Resume {
  /** Rooms asked for and not yet answered. */
  readonly #asked = new Set<string>();

  /** Every room from the revision that is held, once the welcome has been taken in. */
  welcomed(state: State): Follow {
    this.#asked.clear();
    const rooms = [...state.rooms.values()].map(({ name, rev }) => [name, rev]);
    return {
      type: 'follow',
      ...(state.epoch === undefined ? {} : { epoch: state.epoch }),
      rooms: Object.fromEntries(rooms),
    };
  }

  /** What a room's changes show to be missing before them; undefined when nothing is. */
  changed(before: State, changes: RoomChanges): Follow | undefined {
    const isHole = !changes.reset && isBehind(before, changes.room, changes.from);
    if (!isHole) this.#asked.delete(changes.room);
    return this.#ask(before, isHole ? [changes.room] : []);
  }

  /** What the revisions in a heartbeat show to be missing at the end; undefined when nothing is. */
  beat(before: State, heartbeat: Heartbeat): Follow | undefined {
    const holes = Object.entries(heartbeat.rooms).filter(([room, rev]) =>
      isBehind(before, room, rev),
    );
    return this.#ask(
      before,
      holes.map(([room]) => room),
    );
  }

  #ask(state: State, rooms: string[]): Follow | undefined {
    const fresh = rooms.filter((room) => !this.#asked.has(room));
    if (fresh.length === 0) return undefined;
    for (const room of fresh) this.#asked.add(room);
    const held = fresh.map((room) => [room, state.rooms.get(room)?.rev ?? 0]);
    return { type: 'follow', rooms: Object.fromEntries(held) };
  }
}

function isBehind(state: State, room: string, rev: number): boolean {
  const held = state.rooms.get(room)?.rev;
  return held !== undefined && held < rev;
}
