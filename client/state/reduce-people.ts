import type { People, Presence } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message, Present } from '../../protocol/model.ts';
import type { Arrival, Room } from './state.ts';

const arrivalsKept = 20;

/** The whole list of who is here. */
export function applyPeople(room: Room, { people, count }: People): Room {
  return { ...room, people, count, peopleAt: room.rev };
}

/** Who came and who went; those who came are noted between the messages. */
export function applyPresence(room: Room, presence: Presence, you: string | undefined): Room {
  const moved = new Set([...presence.here, ...presence.gone].map(({ id }) => id));
  const known = new Set(room.people.map(({ id }) => id));
  const stayed = room.people.filter(({ id }) => !moved.has(id));
  // In a crowd, somebody who is named may have been here for long.
  const mayBeNews = presence.count <= limits.people;
  const arrived = presence.here.filter(({ id }) => mayBeNews && !known.has(id) && id !== you);
  return {
    ...room,
    count: presence.count,
    people: [...stayed, ...presence.here],
    peopleAt: room.rev,
    arrivals: noted(room, arrived),
  };
}

/** Arrivals with no message between them are one line, and nobody stands in it twice. */
function noted(room: Room, arrived: Present[]): readonly Arrival[] {
  if (arrived.length === 0) return room.arrivals;
  const after = placeOf(arrived, room);
  const before = room.arrivals.find((arrival) => arrival.after === after)?.people ?? [];
  const fresh = arrived.filter(({ id }) => !before.some((person) => person.id === id));
  const line = { after, people: [...before, ...fresh.map(({ away: _away, ...person }) => person)] };
  const earlier = room.arrivals.filter((arrival) => arrival.after !== after);
  return [...earlier, line].slice(-arrivalsKept);
}

/** Who is here is told in batches: whoever has spoken since the last came before they spoke. */
function placeOf(arrived: Present[], { messages, peopleAt, floor }: Room): number {
  const isTheirs = ({ seq, author }: Message): boolean =>
    seq > peopleAt && arrived.some(({ id }) => id === author.id);
  const first = messages.findIndex(isTheirs);
  const before = first < 0 ? messages.at(-1) : messages[first - 1];
  return before?.seq ?? floor;
}
