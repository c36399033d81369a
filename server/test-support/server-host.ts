import type { FastifyInstance } from 'fastify';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';

/** What the parent process asks for. `id` names one server of this process. */
export type HostOrder =
  | { do: 'start'; id: number; args: string[]; env: Record<string, string | undefined> }
  | { do: 'close'; id: number };

/** The answer to each order: a `port` once a server listens, an `error` that kept it from that. */
export interface HostAnswer {
  id: number;
  port?: number;
  error?: string;
}

/**
 * Serves one app after another in one process: to start the process anew costs a browser test more
 * than the app does. Tests whose subject is the process start `main.js`.
 */
const apps = new Map<number, FastifyInstance>();

process.on('message', (order: HostOrder) => void carryOut(order));
process.on('disconnect', () => process.exit());

async function carryOut(order: HostOrder): Promise<void> {
  try {
    answer(order.do === 'start' ? await start(order) : await close(order));
  } catch (error) {
    answer({ id: order.id, error: String(error) });
  }
}

async function start({ id, args, env }: HostOrder & { do: 'start' }): Promise<HostAnswer> {
  const config = readConfig(args, env);
  if (config === 'help') throw new Error('a test asks for no help');
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

function answer(words: HostAnswer): void {
  process.send?.(words);
}
