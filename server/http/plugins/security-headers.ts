import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import helmet from 'helmet';

/** Our own files only. No HTTPS is forced: on a local network there is none. */
const policy = {
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
} as const;

/** Tells browsers what a page of ours may do. It says the same of all; an upgrade shows no page. */
export function addSecurityHeaders(app: FastifyInstance): void {
  const protect = helmet(policy);
  app.addHook('onRequest', ({ raw, ws }, reply, done) => {
    if (ws) done();
    else protect(raw, reply.raw, () => done());
  });
}

/** The hashes of the scripts that stand in a page itself, as its policy names them. */
export function scriptsIn(html: string): string[] {
  const scripts = html.matchAll(/<script>([^]*?)<\/script>/gu);
  return [...scripts].map(([, script]) => `'sha256-${hash('sha256', script!, 'base64')}'`);
}

/** Allows this answer alone the scripts of these hashes. */
export function allowScripts(reply: FastifyReply, hashes: readonly string[]): void {
  const name = 'content-security-policy';
  const before = String(reply.raw.getHeader(name));
  const ours = "script-src 'self'";
  void reply.header(name, before.replace(ours, [ours, ...hashes].join(' ')));
}
