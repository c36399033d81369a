import type { Message, RoomInfo, RoomKind } from '../../protocol/model.ts';

/** A stored room. */
export interface RoomRow {
  /** For joins inside the store; never leaves it. */
  number: number;
  /** Its permanent address. */
  id: string;
  name: string;
  topic: string;
  kind: RoomKind;
  /** 1 if nobody can write there any more. */
  archived: 0 | 1;
  /** The id of the person who created it; null for rooms of the server itself. */
  maker: string | null;
  rev: number;
  /** Time of the last post, in milliseconds since 1970. */
  said: number;
}

/** A stored message and its room. */
export interface Kept {
  room: Pick<RoomRow, 'number' | 'id'>;
  message: Message;
}

/** What everyone who may see a room sees of it. */
export function infoOf({ id, kind, name, topic, archived, maker }: RoomRow): RoomInfo {
  const info: RoomInfo = { id, kind, name, topic };
  if (archived === 1) info.archived = true;
  if (maker !== null) info.maker = maker;
  return info;
}
