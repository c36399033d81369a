import { networkInterfaces } from 'node:os';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import { renderUnicodeCompact } from 'uqr';
import { buildApp } from './app.ts';
import { ConfigError, readConfig, usage, type Config } from './config.ts';
import { arm } from './failpoints.ts';
import { StoreError } from './store/database.ts';

/** Connections that may wait to be accepted: after a restart everybody comes back at once. */
const backlog = 4_096;

/** Serves until a signal ends it. The only place that ends the process. */
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
    console.error(sentence(error));
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

function announce(app: FastifyInstance, { lan, host }: Config): void {
  const { port } = app.server.address() as { port: number };
  const local = host === '0.0.0.0' ? '127.0.0.1' : host;
  console.log(`Causette is at http://${local.includes(':') ? `[${local}]` : local}:${port}`);
  if (!lan) return;
  for (const address of lanAddresses()) {
    const url = `http://${address}:${port}`;
    console.log(`On this network: ${url}\n\n${renderUnicodeCompact(url)}\n`);
  }
}

function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map((a) => a.address);
}

/** What an operator can mend is one sentence; anything else is a bug and shows its stack. */
function sentence(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StoreError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken; --port chooses another.`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user; --port chooses another.`;
  if (code === 'EADDRNOTAVAIL') return `The address is not one of this machine; see --host.`;
  if (code === 'ENOTFOUND') return `The address of --host is not known here.`;
  return error.stack ?? error.message;
}
