import type { TextMessage } from '../../protocol/model.ts';
import type { Database } from '../../server/store/database.ts';
import { addMessage } from '../../server/store/messages.ts';
import { addRoom, roomNamed } from '../../server/store/rooms.ts';

const atOnce = 10_000;
const text = 'x'.repeat(100);
const author = { id: 'historian', name: 'Historian' };

/** Writes messages into a room directly, as the server would. */
export async function fillRoom(
  database: Database,
  name: string,
  count: number,
  messageOf = messageAt,
): Promise<void> {
  if ((await roomNamed(database, name)) === undefined) {
    await database.transaction((queries) => addRoom(queries, { id: name, topic: '' }));
  }
  for (let done = 0; done < count; done += atOnce) {
    await database.transaction(async (queries) => {
      const room = (await queries.rooms.named(name))!;
      for (let left = Math.min(atOnce, count - done); left > 0; left--) {
        await addMessage(queries, room.number, messageOf(name, queries.rooms.advance(room)));
      }
    });
  }
}

function messageAt(room: string, rev: number): TextMessage {
  return { id: `${room}-${rev}`, seq: rev, rev, author, at: rev, kind: 'text', text };
}
