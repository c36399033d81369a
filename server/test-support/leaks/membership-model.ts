/** A room of the model; `mark` is in every text, name, topic and message id of it. */
export interface ModelRoom {
  readonly mark: string;
  readonly id: string;
  readonly maker: string;
  readonly isPrivate: boolean;
  isDeleted: boolean;
  readonly members: Set<string>;
  /** Ids, for acts of everybody. */
  readonly messages: string[];
  readonly games: { id: string; by: string }[];
}

/**
 * What each person may see, by the answers that the server gave: the specification against which
 * every received byte is compared.
 */
export class MembershipModel {
  readonly rooms: ModelRoom[] = [];

  add(room: Pick<ModelRoom, 'mark' | 'id' | 'maker' | 'isPrivate'>, members: string[]): void {
    const state = { isDeleted: false, messages: [], games: [] };
    this.rooms.push({ ...room, ...state, members: new Set(members) });
  }

  /** Whether a person may see a room now. Guests see open rooms only. */
  maySee(person: string, room: ModelRoom): boolean {
    if (room.isDeleted) return false;
    return !room.isPrivate || room.members.has(person);
  }

  /** The rooms that a person may see now. */
  seenBy(person: string): Set<ModelRoom> {
    return new Set(this.rooms.filter((room) => this.maySee(person, room)));
  }

  /** The rooms of which some trace is in a received text. */
  tracesIn(text: string): ModelRoom[] {
    return this.rooms.filter(({ mark, id }) => text.includes(mark) || text.includes(`"${id}"`));
  }
}
