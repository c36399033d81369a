import { randomUUIDv7 as newId } from 'node:crypto';
import { limits, defaultRoom } from '../../protocol/limits.ts';
import type { Stage } from './stage.ts';

/** Fills an empty server: rooms, a room with long texts, and a message with many reactions. */
export const filledRoom = 'full';
const likedRoom = 'liked';
export const liked = 'liked-message';
const longTexts = 1_000;
const fans = 1_000;
/** Concurrent connections; each waits for an answer before the next command. */
const atOnce = 20;

export const roomNames: readonly string[] = [
  defaultRoom,
  filledRoom,
  likedRoom,
  ...Array.from({ length: limits.rooms - 3 }, (_, number) => `room-${number}`),
];

/**
 * Fills over the server's own interface, with a new person each time: only what is allowed can be
 * abused.
 */
export async function fill(stage: Stage): Promise<void> {
  await many(
    roomNames.length - 1,
    (at) => ({ type: 'room.create', name: roomNames[at + 1] }),
    stage,
  );
  await many(1, () => ({ type: 'post', id: liked, room: likedRoom, text: 'coucou' }), stage);
  await many(fans, () => ({ type: 'react', message: liked, emoji: '👍', on: true }), stage);
  // Three bytes each. All are changed again, so that the first chunk of a catch-up has all of them.
  const text = '€'.repeat(limits.text);
  const author = stage.someone();
  const idAt = (at: number): string => `long-text-${at}`;
  await many(
    longTexts,
    (at) => ({ type: 'post', id: idAt(at), room: filledRoom, text }),
    stage,
    author,
  );
  await many(longTexts, (at) => ({ type: 'edit', message: idAt(at), text }), stage, author);
}

/** As one person, or as a new person each time. */
async function many(
  count: number,
  commandOf: (at: number) => object,
  stage: Stage,
  author?: string,
): Promise<void> {
  for (let done = 0; done < count; done += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - done) }, async (_, at) => {
      const body = JSON.stringify({ id: newId(), ...commandOf(done + at) });
      const answer = await stage.ask(author ?? stage.someone(), 'POST', '/api/commands', body);
      if (!answer.ok) throw new Error(`${body.slice(0, 100)}: ${await answer.text()}`);
    });
    await Promise.all(some);
  }
}
