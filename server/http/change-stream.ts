import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Person } from '../../protocol/model.ts';
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
  person: Person;
  room: string;
  after: number;
  signal: AbortSignal;
}

/**
 * Streams a room as server-sent events, whose ids are revisions. The client is an ordinary
 * subscriber. Resolves when the signal has aborted,
 * or the person has lost the room.
 */
export async function streamRoom(
  hub: Pick<Hub, 'follow' | 'leaveAll'>,
  { person, room, after, signal }: Streamed,
  response: ServerResponse,
  clock: Clock,
): Promise<void> {
  const lost = new AbortController();
  const roomLost = (): void => lost.abort();
  const subscriber = { person, codec: roomEvents, sink: sinkOf(response), roomLost };
  const ended = AbortSignal.any([signal, lost.signal]);
  const stop = keepAlive(response, clock);
  response.flushHeaders();
  try {
    await hub.follow(subscriber, [[room, after]]);
    if (!ended.aborted) await once(ended, 'abort');
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
