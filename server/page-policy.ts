import type { FastifyInstance } from 'fastify';
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
export function protectPages(app: FastifyInstance): void {
  const protect = helmet(policy);
  app.addHook('onRequest', ({ raw, ws }, reply, done) => {
    if (ws) done();
    else protect(raw, reply.raw, () => done());
  });
}
