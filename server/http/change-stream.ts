import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../runtime/clock.ts';
import { heartbeatSeconds } from '../transport/heartbeat.ts';
import type { Hub } from '../realtime/hub.ts';
import { cutAbove } from '../transport/watermarks.ts';
import { roomEvents } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';

/** A line that means nothing, so that no proxy takes a quiet stream for a dead one. */
const comment = ':\n\n';

/** What is streamed: a room, from a revision on, until the signal aborts. */
export interface Streamed {
  room: string;
  after: number;
  signal: AbortSignal;
}

/**
 * Streams a room as server-sent events, whose ids are revisions, to one who follows it like every
 * other. Resolves when the signal has aborted.
 */
export async function streamRoom(
  hub: Pick<Hub, 'follow' | 'leaveAll'>,
  { room, after, signal }: Streamed,
  response: ServerResponse,
  clock: Clock,
): Promise<void> {
  const listener = { codec: roomEvents, sink: outletOf(response) };
  const stop = keepAlive(response, clock);
  response.flushHeaders();
  try {
    await hub.follow(listener, [[room, after]]);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    hub.leaveAll(listener);
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

function outletOf(response: ServerResponse): Sink {
  const cut = (): void => void response.destroy();
  return {
    write: (bytes) => {
      if (response.writableLength > cutAbove) cut();
      else response.write(bytes);
    },
    get unsentBytes() {
      return response.writableLength;
    },
    onceDrained: (call) => void response.once('drain', call),
    ping: () => void response.write(comment),
    end: () => void response.end(),
    cut,
  };
}
