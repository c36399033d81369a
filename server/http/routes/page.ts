import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { encodingFor } from '../request/content-encoding.ts';
import { forNoOrigin } from '../plugins/cors.ts';
import { readPage } from '../page-files.ts';
import { allowScripts, scriptsIn } from '../plugins/security-headers.ts';
import { varyBy } from '../vary.ts';

/** Serves the built page from memory, with conditional requests. */
export async function pageRoutes(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const files = await readPage(folder);
  const scripts = scriptsIn(files.get('/')?.get('identity')?.body.toString() ?? '');
  app.get('/*', { config: forNoOrigin }, ({ params, headers }, reply) => {
    const { '*': path } = params as { '*': string };
    const variants = files.get(`/${path}`);
    if (variants === undefined) return reply.callNotFound();
    const { caching, content, body } = variants.get(
      encodingFor(headers['accept-encoding'], [...variants.keys()]),
    )!;
    // Lets the page recognize our responses among those of proxies and captive portals.
    void reply.headers(caching).header('causette-page', '1');
    if (content['content-type']?.startsWith('text/html')) allowScripts(reply, scripts);
    if (variants.size > 1) varyBy(reply, 'Accept-Encoding');
    if (matches(headers['if-none-match'], caching.etag)) return reply.code(304).send();
    return reply.headers(content).send(body);
  });
}

/** A proxy that re-encodes a response marks its ETag as weak. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.split(/\s*,\s*/u) ?? [];
  return tags.some((tag) => tag === '*' || tag.replace(/^W\//u, '') === etag);
}
