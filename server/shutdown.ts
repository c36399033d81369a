import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenReads } from './http/open-reads.ts';
import type { HttpConnections } from './sessions/http-connections.ts';
import type { Heartbeat } from './transport/heartbeat.ts';

interface Deps {
  readonly heartbeat: Pick<Heartbeat, 'all'>;
  readonly httpConnections: Pick<HttpConnections, 'cutUnread'>;
  readonly openReads: Pick<OpenReads, 'endAll'>;
}

/** Connections are closed of in batches over this time, so that they do not all come back at once. */
const spreadOver = 1_000;
const batches = 20;
/** What is still open after this has stopped listening. */
const graceful = 1_000;

/** Tells every client that the server goes away and when to come back, and closes. */
export async function shutDown({ heartbeat, httpConnections, openReads }: Deps): Promise<void> {
  openReads.endAll();
  httpConnections.cutUnread();
  const all = heartbeat.all;
  const size = Math.max(100, Math.ceil(all.length / batches));
  for (let first = 0; first < all.length; first += size) {
    if (first > 0) await sleep(spreadOver / batches);
    for (const each of all.slice(first, first + size)) each.announceShutdown(retryAfter());
  }
  const deadline = performance.now() + graceful;
  while (heartbeat.all.length > 0 && performance.now() < deadline) await sleep(10);
  for (const { sink } of heartbeat.all) sink.cut();
}

/** Half a second to one and a half: a restart takes about as long. */
function retryAfter(): number {
  return Math.round(500 + Math.random() * 1_000) / 1_000;
}
