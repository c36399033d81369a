import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { readPage } from '../page-files.ts';

/** The built page, from memory. What the browser has already is not sent again. */
export async function pageRoutes(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const files = await readPage(folder);
  app.get('/*', (request, reply) => {
    const { '*': path } = request.params as { '*': string };
    const file = files.get(`/${path}`);
    if (file === undefined) return reply.callNotFound();
    void reply.headers(file.headers);
    const held = request.headers['if-none-match']?.split(/, */u) ?? [];
    if (held.includes(file.headers.etag)) return reply.code(304).send();
    return reply.send(file.body);
  });
}
