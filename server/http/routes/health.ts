import type { FastifyInstance } from 'fastify';
import { forNoOrigin } from '../plugins/cors.ts';
import { RefusedRequest } from '../plugins/error-handler.ts';
import type { MetricsAccess } from '../request/metrics-access.ts';
import { epochOf } from '../../store/meta.ts';
import type { Database } from '../../store/database.ts';
import type { CommitQueue } from '../../commit/commit-queue.ts';
import type { Metrics } from '../../runtime/metrics.ts';

interface Deps {
  readonly database: Database;
  readonly commitQueue: Pick<CommitQueue, 'canWrite'>;
  readonly metrics: Pick<Metrics, 'registry'>;
}

/** `/healthz` (liveness), `/readyz` (the store can read and write), `/metrics`. */
export function healthRoutes(
  app: FastifyInstance,
  deps: Deps,
  mayReadMetrics: MetricsAccess,
): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    const isReady = await epochOf(deps.database).then(
      () => deps.commitQueue.canWrite(),
      () => false,
    );
    if (!isReady) throw new RefusedRequest(503, 'unavailable');
    return { status: 'ok' };
  });
  app.get('/metrics', { config: forNoOrigin }, async (request, reply) => {
    if (!mayReadMetrics(request)) throw new RefusedRequest(404, 'not_found');
    const { registry } = deps.metrics;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
