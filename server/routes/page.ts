import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const aYear = 'public, max-age=31536000, immutable';

/** The built page. Files in `assets/` carry a hash in their names and never change. */
export async function pageRoutes(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(reply, path) {
      const isAsset = relative(folder, path).startsWith('assets');
      void reply.header('cache-control', isAsset ? aYear : 'no-cache');
    },
  });
}
