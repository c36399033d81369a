import { networkInterfaces } from 'node:os';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import { renderUnicodeCompact } from 'uqr';
import { buildApp } from './app.ts';
import { readConfig, sourceOfHost, usage, type Config } from './config.ts';
import { OperatorError } from './runtime/operator-error.ts';
import { arm } from './commit/failpoints.ts';
import { StoreError } from './store/database.ts';

/** Connections that may wait to be accepted: after a restart all clients reconnect at once. */
const backlog = 4_096;

/** Browsers allow these features over HTTPS only, except on this machine. */
const withoutTls =
  'With --tls-cert and --tls-key, other machines can also open the page offline, copy, and show notices.';

/** Runs the server until a signal ends it. Ends the process if it cannot start. */
export async function serve(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const config = readConfig(args, env);
    if (config === 'help') return console.log(usage);
    arm(env['FAILPOINT']);
    const app = await buildApp(config);
    closeWithGrace({ delay: 5_000, logger: undefined }, ({ err }) => end(app, err));
    await listen(app, config);
    announce(app, config);
  } catch (error) {
    console.error(sentence(error, args));
    process.exit(1);
  }
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port, backlog });
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function end(app: FastifyInstance, error: Error | undefined): Promise<void> {
  if (error !== undefined) app.log.fatal(error);
  await app.close();
}

function announce(app: FastifyInstance, config: Config): void {
  const { lan, host, tls } = config;
  const { port } = app.server.address() as { port: number };
  const urlOf = (address: string): string => urlAt(address, port, config);
  console.log(`Causette is at ${urlOf(host === '0.0.0.0' ? '127.0.0.1' : host)}`);
  if (!lan) return;
  for (const address of lanAddresses()) {
    const url = urlOf(address);
    console.log(`On this network: ${url}\n\n${renderUnicodeCompact(url)}\n`);
  }
  if (tls === undefined) console.log(withoutTls);
}

function urlAt(address: string, port: number, { tls, basePath }: Config): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `http${tls === undefined ? '' : 's'}://${host}:${port}${basePath && `${basePath}/`}`;
}

function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map((a) => a.address);
}

/** Errors that the operator can fix are one sentence. All others are bugs and show their stack. */
function sentence(error: unknown, args: string[]): string {
  if (error instanceof OperatorError || error instanceof StoreError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port, address, hostname } = error as NodeJS.ErrnoException & ListenError;
  if (code === 'EADDRINUSE') return `Port ${port} is taken; --port chooses another.`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user; --port chooses another.`;
  if (code === 'EADDRNOTAVAIL') return noAddress(args, `${address}`, 'not one of this machine');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return noAddress(args, `${hostname}`, 'not known');
  return error.stack ?? error.message;
}

/** Details of an error of `listen`. */
interface ListenError {
  port?: number;
  address?: string;
  hostname?: string;
}

function noAddress(args: string[], host: string, why: string): string {
  const source = sourceOfHost(args);
  const ways = '127.0.0.1 serves this machine, 0.0.0.0 everybody';
  return `The address "${host}" of ${source} is ${why}: ${ways}, and an address of this machine works too.`;
}
