import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../config.ts';

/** A request of the parent process. `id` names one server of this process. */
export type HostOrder =
  | { do: 'start'; id: number; args: string[]; env: Record<string, string | undefined> }
  | { do: 'close'; id: number };

/** The answer to an order: the `port` of a listening server, or the `error` that prevented it. */
export interface HostAnswer {
  id: number;
  port?: number;
  error?: string;
}

/**
 * Serves many apps in one process: for a browser test, starting a process costs more than starting an
 * app. Tests of the process itself start `main.js`.
 */
const apps = new Map<number, FastifyInstance>();

process.on('message', (order: HostOrder) => void execute(order));
process.on('disconnect', () => process.exit());

async function execute(order: HostOrder): Promise<void> {
  try {
    answer(order.do === 'start' ? await start(order) : await close(order));
  } catch (error) {
    answer({ id: order.id, error: String(error) });
  }
}

async function start({ id, args, env }: HostOrder & { do: 'start' }): Promise<HostAnswer> {
  const config = readConfig(args, env);
  if (config === 'help') throw new Error('tests do not use --help');
  const app = await buildApp(config);
  apps.set(id, app);
  await app.listen({ host: config.host, port: config.port });
  return { id, port: (app.server.address() as { port: number }).port };
}

async function close({ id }: HostOrder): Promise<HostAnswer> {
  await apps.get(id)?.close();
  apps.delete(id);
  return { id };
}

function answer(message: HostAnswer): void {
  process.send?.(message);
}
