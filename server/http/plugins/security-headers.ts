import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import helmet from 'helmet';

/** Allows our own files only. Does not force HTTPS: local networks have none. */
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

/** Adds the security headers to every response except upgrades, which show no page. */
export function addSecurityHeaders(app: FastifyInstance): void {
  const protect = helmet(policy);
  app.addHook('onRequest', ({ raw, ws }, reply, done) => {
    if (ws) done();
    else protect(raw, reply.raw, () => done());
  });
}

/** The hashes of the inline scripts of a page, in the form of Content-Security-Policy. */
export function scriptsIn(html: string): string[] {
  const scripts = html.matchAll(/<script>([^]*?)<\/script>/gu);
  return [...scripts].map(([, script]) => `'sha256-${hash('sha256', script!, 'base64')}'`);
}

/** Allows inline scripts with these hashes, in this response only. */
export function allowScripts(reply: FastifyReply, hashes: readonly string[]): void {
  const name = 'content-security-policy';
  const before = String(reply.raw.getHeader(name));
  const ours = "script-src 'self'";
  void reply.header(name, before.replace(ours, [ours, ...hashes].join(' ')));
}
