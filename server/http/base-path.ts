import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** A path that needs no escapes, and in which no part leads elsewhere. */
const whole = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+$/u;

/** Reads what the operator wrote: '' for the top of the host, or `/chat`. Undefined where it cannot be meant. */
export function basePathIn(text: string): string | undefined {
  const path = text.replace(/\/$/u, '');
  return path === '' || whole.test(path) ? path : undefined;
}

/**
 * Takes the base path off an address, where it is there: a proxy may have taken it off, and probes
 * ask without it. People write `/ws/` as well as `/ws`.
 */
export function withoutBase(basePath: string): (request: IncomingMessage) => string {
  return ({ url = '' }) => {
    const path = url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url;
    return path.replace(/^(\/ws|\/echo)\/(?=$|\?)/u, '$1');
  };
}

/** The page's addresses are relative to its folder: without the slash they would lead beside it. */
export function leadToFolder(app: FastifyInstance, basePath: string): void {
  if (basePath === '') return;
  app.get(basePath, (request, reply) => {
    const query = /\?.*/u.exec(request.url)?.[0] ?? '';
    return reply.redirect(`${basePath}/${query}`, 308);
  });
}
