import type { FastifyInstance } from 'fastify';
import type { Causette } from '../../composition-root.ts';
import { forNoOrigin } from '../plugins/cors.ts';
import { RefusedRequest } from '../plugins/error-handler.ts';
import type { MetricsAccess } from '../request/metrics-access.ts';
import { epochOf } from '../../store/meta.ts';

/** For whoever watches the server: it lives, its store answers and keeps things, its figures. */
export function healthRoutes(
  app: FastifyInstance,
  causette: Causette,
  mayReadMetrics: MetricsAccess,
): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    const isReady = await epochOf(causette.database).then(
      () => causette.commitQueue.isKeeping(),
      () => false,
    );
    if (!isReady) throw new RefusedRequest(503, 'unavailable');
    return { status: 'ok' };
  });
  app.get('/metrics', { config: forNoOrigin }, async (request, reply) => {
    if (!mayReadMetrics(request)) throw new RefusedRequest(404, 'not_found');
    const { registry } = causette.metrics;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
