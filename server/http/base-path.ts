import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** A path without escapes and without `.` or `..` segments. */
const validPath = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+$/u;

/** Parses the base path setting: '' for the root of the host, or `/chat`. Undefined if it is invalid. */
export function basePathIn(text: string): string | undefined {
  const path = text.replace(/\/$/u, '');
  return path === '' || validPath.test(path) ? path : undefined;
}

/**
 * Removes the base path from a URL if it is there: a proxy may have removed it already, and probes do
 * not send it. Also accepts `/ws/` for `/ws`.
 */
export function withoutBase(basePath: string): (request: IncomingMessage) => string {
  return ({ url = '' }) => {
    const path = url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url;
    return path.replace(/^(\/ws|\/echo)\/(?=$|\?)/u, '$1');
  };
}

/** Redirects `/chat` to `/chat/`: the page's relative URLs need the slash. */
export function redirectToFolder(app: FastifyInstance, basePath: string): void {
  if (basePath === '') return;
  app.get(basePath, (request, reply) => {
    const query = /\?.*/u.exec(request.url)?.[0] ?? '';
    return reply.redirect(`${basePath}/${query}`, 308);
  });
}
