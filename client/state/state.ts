import type { Change } from '../../protocol/commands.ts';
import type { Message, OpenGame, Person, Present } from '../../protocol/model.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Own } from './reduce-reactions.ts';
import type { TransportKind } from '../transport/transport.ts';

/** Whether the line to the server is up, and if not, why and until when. */
export type Link =
  | { is: 'connecting'; by: TransportKind }
  | { is: 'open'; since: number; by: TransportKind }
  | { is: 'waiting'; code: number; reason: string; clean: boolean; retryAt: number }
  | { is: 'closed' };

/** People who just came, between two messages: shown as one line, never kept. */
export interface Arrival {
  /** The `seq` of the message that it follows. */
  after: number;
  people: Person[];
}

/** What this client holds of a room. */
export interface Room {
  /** What it is known by. */
  name: string;
  /** How people read it. */
  title: string;
  topic: string;
  /** When something was last said, by the server's clock. */
  at: number;
  /** Every change up to this revision is in `messages`. */
  rev: number;
  /** Every message after this place is in `messages`; 0: the room is held from its start. */
  floor: number;
  /** In the order of `seq`, as they were at `rev` or later. */
  messages: readonly Message[];
  /** Messages before `floor` that changed since; the page of history that holds them is older. */
  strays: readonly Message[];
  /** Every such change after this revision is in `strays`. */
  straysSince: number;
  read: number;
  unread: number;
  /** What the welcome counted as unread, and at which revision. */
  told: { rev: number; unread: number };
  count: number;
  people: readonly Present[];
  /** The revision at which it was last told who is here. */
  peopleAt: number;
  typing: readonly { person: Person; until: number }[];
  arrivals: readonly Arrival[];
}

/** A change on its way: it stays here until the server has answered and its effect has arrived. */
export interface Pending {
  change: Change & { id: string };
  /** When it was written, by this client's clock. */
  at: number;
  /** `done`: acknowledged, its effect is about to arrive. */
  is: 'waiting' | 'done' | 'refused';
  /** The room's revision with the change, once done. */
  rev?: number;
  refusal?: Refusal;
}

/** All that a client knows, as one plain value. */
export interface State {
  link: Link;
  /** Milliseconds that an answer usually takes on this line. */
  latency: number | undefined;
  you: Person | undefined;
  epoch: string | undefined;
  /** By name, in the order in which they were made. */
  rooms: ReadonlyMap<string, Room>;
  /** Open games in every room, by the id of their message. */
  games: ReadonlyMap<string, OpenGame>;
  /** One's own reactions by message, as far as they were told or done here. */
  reacted: ReadonlyMap<string, Own>;
  /** Milliseconds after which somebody who left a game may lose it. */
  gameGrace: number;
  /** Who can be proposed to in any room. */
  bots: readonly Person[];
  /** The room that this client looks at. */
  current: string | undefined;
  /** In the order in which they were written. */
  outbox: readonly Pending[];
}

export const emptyState: State = {
  link: { is: 'closed' },
  latency: undefined,
  you: undefined,
  epoch: undefined,
  rooms: new Map(),
  games: new Map(),
  reacted: new Map(),
  gameGrace: 0,
  bots: [],
  current: undefined,
  outbox: [],
};

/** The room looked at, once it is known. */
export function currentRoom(state: State): Room | undefined {
  return state.current === undefined ? undefined : state.rooms.get(state.current);
}
