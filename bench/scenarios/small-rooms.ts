import { addRoom } from '../../server/store/rooms.ts';
import { prepareData, type PreparedData } from '../contenders/causette.ts';

/** Rooms of ten people. */
export const rooms = Array.from({ length: 50 }, (_, number) => `room-${number}`);
export const people = 500;

export function prepareRooms(): Promise<PreparedData> {
  return prepareData(people, (database) =>
    database.transaction(async (queries) => {
      for (const room of rooms) await addRoom(queries, { id: room, topic: '' });
    }),
  );
}
