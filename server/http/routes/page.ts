import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { encodingFor } from '../request/content-encoding.ts';
import { forNoOrigin } from '../plugins/cors.ts';
import { readPage } from '../page-files.ts';
import { allowScripts, scriptsIn } from '../plugins/security-headers.ts';
import { varyBy } from '../vary.ts';

/** The built page, from memory. What the browser has already is not sent again. */
export async function pageRoutes(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const files = await readPage(folder);
  const scripts = scriptsIn(files.get('/')?.get('identity')?.body.toString() ?? '');
  app.get('/*', { config: forNoOrigin }, ({ params, headers }, reply) => {
    const { '*': path } = params as { '*': string };
    const forms = files.get(`/${path}`);
    if (forms === undefined) return reply.callNotFound();
    const { caching, content, body } = forms.get(
      encodingFor(headers['accept-encoding'], [...forms.keys()]),
    )!;
    // So that a page knows this server's answers from those of a proxy, or of a network's own pages.
    void reply.headers(caching).header('causette-page', '1');
    if (content['content-type']?.startsWith('text/html')) allowScripts(reply, scripts);
    if (forms.size > 1) varyBy(reply, 'Accept-Encoding');
    if (holds(headers['if-none-match'], caching.etag)) return reply.code(304).send();
    return reply.headers(content).send(body);
  });
}

/** A proxy that has changed the form of an answer marks its tag as weak. */
function holds(held: string | undefined, etag: string): boolean {
  const tags = held?.split(/\s*,\s*/u) ?? [];
  return tags.some((tag) => tag === '*' || tag.replace(/^W\//u, '') === etag);
}
