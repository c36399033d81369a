import type { FastifyInstance } from 'fastify';
import type { Person } from '../../protocol/model.ts';
import { newToken } from '../runtime/tokens.ts';
import { BotWorker, type Seat } from './bot-worker.ts';
import { robots, type Robot } from '../commands/games/robots.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';
import type { Clock } from '../runtime/clock.ts';

interface Deps {
  /** Receives the bots that could sign in. */
  readonly bots: Person[];
  readonly clock: Clock;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly reportError: (error: unknown) => void;
}

/**
 * Signs the bots in like any person. They connect to this server from their own worker thread once
 * it listens. Only that thread gets their tokens.
 */
export async function addBots(app: FastifyInstance, deps: Deps): Promise<void> {
  const signedIn = await Promise.all(robots.map((robot) => signIn(app, deps, robot)));
  const seats = signedIn.filter((seat) => seat !== undefined);
  if (seats.length === 0) return;
  const worker = new BotWorker(seats, deps.clock, deps.reportError);
  app.addHook('onListen', async () => worker.start(addressOf(app)));
  app.addHook('preClose', () => worker.end());
}

/** Ends the bot's earlier sessions. Returns undefined if another person has the name. */
async function signIn(
  app: FastifyInstance,
  { commitQueue, clock, bots }: Deps,
  { id, name, level }: Robot,
): Promise<Seat | undefined> {
  const person: Person = { id, name };
  const { token, hash } = newToken();
  const change = { type: 'sign-in', id, name, hash, alone: true } as const;
  const outcome = await commitQueue.write({ by: person, at: clock.now(), change });
  if (outcome.is === 'refused') {
    app.log.warn(`There is no bot called ${name}: ${outcome.refusal.message}`);
    return undefined;
  }
  bots.push(person);
  return { token, level };
}

/** The URL of this server for clients on the same machine. */
function addressOf(app: FastifyInstance): string {
  const { address, port } = app.server.address() as { address: string; port: number };
  const near = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  const scheme = app.initialConfig.https ? 'https' : 'http';
  return `${scheme}://${near.includes(':') ? `[${near}]` : near}:${port}`;
}
