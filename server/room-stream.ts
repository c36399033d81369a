import type { ServerResponse } from 'node:http';
import type { RoomChanges } from '../protocol/frames.ts';
import type { Clock } from './clock.ts';
import { heartbeatSeconds } from './heartbeat.ts';

/** A line that means nothing, so that no proxy takes a quiet stream for a dead one. */
const comment = ':\n\n';

/**
 * Writes a room's changes as server-sent events, whose ids are revisions, as fast as they are taken.
 * Resolves when there are no more, or the signal aborts.
 */
export async function streamChanges(
  changes: AsyncIterable<RoomChanges>,
  response: ServerResponse,
  signal: AbortSignal,
  clock: Clock,
): Promise<void> {
  const stop = keepAlive(response, clock);
  response.flushHeaders();
  try {
    for await (const each of changes) {
      if (signal.aborted) break;
      const isTaken = response.write(`id: ${each.rev}\ndata: ${JSON.stringify(each)}\n\n`);
      if (!isTaken) await drained(response, signal);
    }
  } finally {
    stop();
    if (!response.destroyed) response.end();
  }
}

/** Whoever takes nothing from one beat to the next is taken for dead. */
function keepAlive(response: ServerResponse, clock: Clock): () => void {
  let before = 0;
  return clock.every(heartbeatSeconds * 1_000, () => {
    const waiting = response.writableLength;
    if (waiting === 0) response.write(comment);
    else if (waiting === before) response.destroy();
    before = waiting;
  });
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    response.on('drain', go);
    signal.addEventListener('abort', go);
    if (signal.aborted) go();
  });
}
