import type { People, Presence } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message, Present } from '../../protocol/model.ts';
import type { Arrival, Room } from './state.ts';

const arrivalsKept = 20;

/** Replaces the list of people. */
export function applyPeople(room: Room, { people, count }: People): Room {
  return { ...room, people, count, peopleAt: room.rev };
}

/** Applies who came and left; arrivals are shown between the messages. */
export function applyPresence(room: Room, presence: Presence, you: string | undefined): Room {
  const changed = new Set([...presence.here, ...presence.gone].map(({ id }) => id));
  const known = new Set(room.people.map(({ id }) => id));
  const stayed = room.people.filter(({ id }) => !changed.has(id));
  // In a large room the list is partial: a person new to it may have been here for long.
  const isComplete = presence.count <= limits.people;
  const arrived = presence.here.filter(({ id }) => isComplete && !known.has(id) && id !== you);
  return {
    ...room,
    count: presence.count,
    people: [...stayed, ...presence.here],
    peopleAt: room.rev,
    arrivals: withArrivals(room, arrived),
  };
}

/** Arrivals with no message between them share one line, each person once. */
function withArrivals(room: Room, arrived: Present[]): readonly Arrival[] {
  if (arrived.length === 0) return room.arrivals;
  const after = arrivalSeq(arrived, room);
  const before = room.arrivals.find((arrival) => arrival.after === after)?.people ?? [];
  const fresh = arrived.filter(({ id }) => !before.some((person) => person.id === id));
  const line = { after, people: [...before, ...fresh.map(({ away: _away, ...person }) => person)] };
  const earlier = room.arrivals.filter((arrival) => arrival.after !== after);
  return [...earlier, line].slice(-arrivalsKept);
}

/**
 * Presence is sent in batches: a person who has posted since the last one came before their post.
 */
function arrivalSeq(arrived: Present[], { messages, peopleAt, floor }: Room): number {
  const isTheirs = ({ seq, author }: Message): boolean =>
    seq > peopleAt && arrived.some(({ id }) => id === author.id);
  const first = messages.findIndex(isTheirs);
  const before = first < 0 ? messages.at(-1) : messages[first - 1];
  return before?.seq ?? floor;
}
