import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from './http/plugins/error-handler.ts';
import type { OpenReads } from './http/open-reads.ts';
import type { HttpConnections } from './sessions/http-connections.ts';
import type { Heartbeat } from './transport/heartbeat.ts';

interface Deps {
  readonly heartbeat: Pick<Heartbeat, 'all'>;
  readonly httpConnections: Pick<HttpConnections, 'cutUnread'>;
  readonly openReads: Pick<OpenReads, 'endAll'>;
}

/** Milliseconds over which connections are closed in batches, so that clients do not all reconnect at once. */
const spreadOver = 1_000;
const batches = 20;
/** Milliseconds until connections that are still open are cut off. */
const gracePeriod = 1_000;

/** Announces the shutdown to every client, with the time to reconnect, and closes all connections. */
export async function shutDown({ heartbeat, httpConnections, openReads }: Deps): Promise<void> {
  openReads.endAll();
  httpConnections.cutUnread();
  const all = heartbeat.all;
  const size = Math.max(100, Math.ceil(all.length / batches));
  for (let first = 0; first < all.length; first += size) {
    if (first > 0) await sleep(spreadOver / batches);
    for (const each of all.slice(first, first + size)) each.announceShutdown(retryAfter());
  }
  const deadline = performance.now() + gracePeriod;
  while (heartbeat.all.length > 0 && performance.now() < deadline) await sleep(10);
  for (const { sink } of heartbeat.all) sink.cut();
}

/** Refuses requests that arrive while the server shuts down, with the time to reconnect. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  app.addHook('onRequest', (_request, _reply, done) => {
    if (isClosing) throw new RefusedRequest(503, 'unavailable', { retryAfter: retryAfter() });
    done();
  });
}

/** Seconds, 0.5 to 1.5 at random: about as long as a restart takes. */
function retryAfter(): number {
  return Math.round(500 + Math.random() * 1_000) / 1_000;
}
