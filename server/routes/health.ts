import type { FastifyInstance } from 'fastify';
import type { Causette } from '../causette.ts';
import { epochOf } from '../store/people.ts';

/** For whoever watches the server: it lives, its store answers, its figures. */
export function healthRoutes(app: FastifyInstance, causette: Causette): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const isReady = await epochOf(causette.database).then(
      () => true,
      () => false,
    );
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'unavailable' });
  });
  app.get('/metrics', async (_request, reply) => {
    const { registry } = causette.metrics;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
