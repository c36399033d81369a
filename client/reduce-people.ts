import type { People, Presence } from '../protocol/frames.ts';
import type { Person } from '../protocol/model.ts';
import type { Arrival, Room } from './state.ts';

const arrivalsKept = 20;

/** The whole list of who is here. */
export function applyPeople(room: Room, { people, count }: People): Room {
  return { ...room, people, count };
}

/** Who came and who went; those who came are noted between the messages. */
export function applyPresence(room: Room, presence: Presence, you: string | undefined): Room {
  const moved = new Set([...presence.here, ...presence.gone].map(({ id }) => id));
  const known = new Set(room.people.map(({ id }) => id));
  const stayed = room.people.filter(({ id }) => !moved.has(id));
  const arrived = presence.here.filter(({ id }) => !known.has(id) && id !== you);
  return {
    ...room,
    count: presence.count,
    people: [...stayed, ...presence.here],
    arrivals: noted(room, arrived),
  };
}

/** Arrivals with no message between them are one line, and nobody stands in it twice. */
function noted(room: Room, arrived: Person[]): readonly Arrival[] {
  if (arrived.length === 0) return room.arrivals;
  const after = room.messages.at(-1)?.seq ?? room.floor;
  const last = room.arrivals.at(-1);
  const before = last?.after === after ? last.people : [];
  const fresh = arrived.filter(({ id }) => !before.some((person) => person.id === id));
  const line = { after, people: [...before, ...fresh.map(({ id, name }) => ({ id, name }))] };
  const earlier = room.arrivals.filter((arrival) => arrival.after !== after);
  return [...earlier, line].slice(-arrivalsKept);
}
