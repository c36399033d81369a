import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../runtime/clock.ts';
import { heartbeatSeconds } from '../transport/heartbeat.ts';
import type { Hub } from '../realtime/hub.ts';
import { cutAbove } from '../transport/watermarks.ts';
import { roomEvents } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';

/** A comment keeps an idle stream alive in proxies. */
const comment = ':\n\n';

/** The room to stream, from a revision on, until the signal aborts. */
export interface Streamed {
  room: string;
  after: number;
  signal: AbortSignal;
}

/**
 * Streams a room as server-sent events, whose ids are revisions. The client is an ordinary
 * subscriber. Resolves when the signal has aborted.
 */
export async function streamRoom(
  hub: Pick<Hub, 'follow' | 'leaveAll'>,
  { room, after, signal }: Streamed,
  response: ServerResponse,
  clock: Clock,
): Promise<void> {
  const subscriber = { codec: roomEvents, sink: sinkOf(response) };
  const stop = keepAlive(response, clock);
  response.flushHeaders();
  try {
    await hub.follow(subscriber, [[room, after]]);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    hub.leaveAll(subscriber);
    stop();
    if (!response.destroyed) response.end();
  }
}

/** Disconnects a client that reads nothing between two heartbeats. */
function keepAlive(response: ServerResponse, clock: Clock): () => void {
  let before = 0;
  return clock.every(heartbeatSeconds * 1_000, () => {
    const waiting = response.writableLength;
    if (waiting === 0) response.write(comment);
    else if (waiting === before) response.destroy();
    before = waiting;
  });
}

function sinkOf(response: ServerResponse): Sink {
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
