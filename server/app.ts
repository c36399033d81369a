import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { maxWait } from '../protocol/http.ts';
import { limits } from '../protocol/limits.ts';
import { limitRequestRates } from './http/plugins/rate-limit.ts';
import { noteAddresses } from './http/request/client-address.ts';
import { redirectToFolder, withoutBase } from './http/base-path.ts';
import { addBodyParsers } from './http/plugins/body-parsers.ts';
import { buildServices, type Services } from './composition-root.ts';
import { wallClock, type Clock } from './runtime/clock.ts';
import type { Config } from './config.ts';
import { allowOrigins } from './http/plugins/cors.ts';
import { answerBadUrl, answerErrors } from './http/plugins/error-handler.ts';
import { trustIn } from './http/request/forwarded.ts';
import { checkHostAndOrigin } from './http/plugins/host-and-origin.ts';
import { refuseWhileClosing, shutDown } from './shutdown.ts';
import type { Identity } from './sessions/identity.ts';
import { logOptions } from './runtime/log.ts';
import { addBots } from './bots/bot-accounts.ts';
import { metricsAccess, type MetricsAccess } from './http/request/metrics-access.ts';
import { Metrics } from './runtime/metrics.ts';
import { describeApi } from './http/openapi/route.ts';
import { reportRequestSize } from './http/plugins/request-size.ts';
import { addSecurityHeaders } from './http/plugins/security-headers.ts';
import { changesRoute } from './http/routes/changes.ts';
import { commandRoutes } from './http/routes/commands.ts';
import { connectionRoutes } from './http/routes/connections.ts';
import { echoRoute } from './http/routes/echo.ts';
import { healthRoutes } from './http/routes/health.ts';
import { pageRoutes } from './http/routes/page.ts';
import { peopleRoutes } from './http/routes/people.ts';
import { reactionsRoute } from './http/routes/reactions.ts';
import { deviceLinkRoutes } from './http/routes/identity/device-links.ts';
import { nameRoute } from './http/routes/identity/name.ts';
import { recoveryRoutes } from './http/routes/identity/recovery.ts';
import { ownSessionRoutes } from './http/routes/identity/sessions.ts';
import { roomRoutes } from './http/routes/rooms.ts';
import { sessionRoutes } from './http/routes/session.ts';
import { websocketOptions, websocketRoute } from './http/routes/websocket.ts';
import { realDisk, type Disk } from './store/sqlite/disk.ts';
import { epochOf } from './store/meta.ts';
import { openSqlite } from './store/sqlite/open.ts';
import { StoreHealth } from './commit/store-health.ts';
import { addAdmissionQueue } from './http/plugins/admission-queue.ts';
import { asksForWebSocket, noteUpgrades, refuseOtherUpgrades } from './http/plugins/upgrades.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The person who requests an upgrade; undefined without authentication. */
    identity: Identity | undefined;
    /** The room that a plain-text client joins. */
    room: string | undefined;
  }
}

const builtPage = join(import.meta.dirname, '..', 'dist', 'web');

/**
 * Builds the server; call `listen` to start it. Tests pass their own clock.
 * @throws StoreError if the data cannot be used.
 */
export async function buildApp(
  config: Config,
  clock: Clock = wallClock,
  page = builtPage,
): Promise<FastifyInstance> {
  const app = fastify(settings(config));
  const database = openSqlite(config.dataDir, diskOf(app));
  const metrics = new Metrics();
  const reportError = (error: unknown): void => {
    metrics.internalError();
    app.log.error(error);
  };
  const epoch = await epochOf(database);
  const gameGrace = config.gameGrace * 1_000;
  const storeHealth = new StoreHealth(metrics, app.log);
  const parts = { ...config, database, epoch, clock, gameGrace, metrics, storeHealth, reportError };
  const services = buildServices(parts);
  await services.absence.started(gameGrace);
  // Deletes old data in the background.
  void services.retention.run();
  app.addHook('onClose', async () => {
    await services.commitQueue.drain();
    database.close();
  });
  if (config.bots) await addBots(app, services);
  refuseWhileClosing(app);
  // Before the checks: its hook marks upgrades, so that the socket of a refused one is closed.
  await acceptUpgrades(app, services);
  noteAddresses(app);
  refuseOtherUpgrades(app);
  await addChecks(app, config, reportError);
  addAdmissionQueue(app);
  describeApi(app, config.basePath);
  await addRoutes(app, services, metricsAccess(config.metrics));
  redirectToFolder(app, config.basePath);
  await pageRoutes(app, page);
  return app;
}

function diskOf({ log }: FastifyInstance): Disk {
  return {
    ...realDisk,
    /** After a failed sync, the state of the disk is unknown: ends the process, before any false ack. */
    lost: (error) => {
      log.fatal(`The disk failed, and only a new start can tell what is on it: ${String(error)}.`);
      process.exit(1);
    },
    warn: (sentence) => log.warn(sentence),
  };
}

async function acceptUpgrades(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(websocket, {
    options: websocketOptions,
    preClose: () => {
      services.absence.stop();
      services.retention.stop();
      return shutDown(services);
    },
  });
  endUnhandledUpgrades(app);
  noteUpgrades(app);
}

function settings(config: Config): FastifyServerOptions {
  return {
    ...requestLimits,
    ...serverOptions(config),
    rewriteUrl: withoutBase(config.basePath),
    trustProxy: trustIn(config.trustProxy),
    logger: logOptions(config.logLevel),
  };
}

/** Limits on the size and time of requests. */
const requestLimits = {
  bodyLimit: limits.frame,
  requestTimeout: 30_000,
  // Closes an idle connection; longer than the longest poll.
  connectionTimeout: (maxWait + 15) * 1_000,
  // Limits the responses that pile up for a client that does not read them.
  maxRequestsPerSocket: 100,
  forceCloseConnections: true,
  // `refuseWhileClosing` answers instead, in the form of every other refusal.
  return503OnClosing: false,
  frameworkErrors: answerBadUrl,
} as const;

/** Options of Node's HTTP or HTTPS server. */
function serverOptions({ tls }: Config): FastifyServerOptions {
  const options = {
    headersTimeout: 10_000,
    // Node checks the timeouts at this interval: with its default of 30 s, 10 s could become 40 s.
    connectionsCheckingInterval: 1_000,
    shouldUpgradeCallback: asksForWebSocket,
  };
  if (tls === undefined) return { http: options } as FastifyServerOptions;
  return { https: { ...options, ...tls, handshakeTimeout: 10_000 } } as FastifyServerOptions;
}

/**
 * Closes the socket of an upgrade that reaches no hook (invalid URL, server stopping). Otherwise the
 * socket would stay open and keep the server from stopping.
 */
function endUnhandledUpgrades(app: FastifyInstance): void {
  const unhandled = new Set<IncomingMessage>();
  // Before the plugin's listener, which runs the hooks in the same turn.
  app.server.prependListener('upgrade', (request, socket: Socket) => {
    unhandled.add(request);
    setImmediate(() => void (unhandled.delete(request) && socket.destroySoon()));
  });
  app.addHook('onRequest', (request, _reply, done) => {
    unhandled.delete(request.raw);
    done();
  });
}

async function addChecks(
  app: FastifyInstance,
  config: Config,
  reportError: (error: unknown) => void,
): Promise<void> {
  app.decorateRequest('identity', undefined);
  app.decorateRequest('room', undefined);
  reportRequestSize(app);
  answerErrors(app, reportError);
  addBodyParsers(app);
  checkHostAndOrigin(app, config.origins);
  await allowOrigins(app, config.origins, config.credentialOrigins);
  addSecurityHeaders(app);
  app.decorate('basePath', config.basePath);
  await app.register(cookie);
  await limitRequestRates(app, config.rateLimit);
}

async function addRoutes(
  app: FastifyInstance,
  services: Services,
  mayReadMetrics: MetricsAccess,
): Promise<void> {
  websocketRoute(app, services);
  echoRoute(app, services);
  sessionRoutes(app, services);
  ownSessionRoutes(app, services);
  deviceLinkRoutes(app, services);
  recoveryRoutes(app, services);
  nameRoute(app, services);
  await app.register((scope) => roomRoutes(scope, services));
  changesRoute(app, services);
  reactionsRoute(app, services);
  peopleRoutes(app, services);
  connectionRoutes(app, services);
  commandRoutes(app, services);
  healthRoutes(app, services, mayReadMetrics);
}
