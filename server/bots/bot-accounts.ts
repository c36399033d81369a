import type { FastifyInstance } from 'fastify';
import type { Person } from '../../protocol/model.ts';
import type { Causette } from '../composition-root.ts';
import { newToken } from '../http/plugins/authentication.ts';
import { BotWorker, type Seat } from './bot-worker.ts';
import { robots, type Robot } from '../commands/games/robots.ts';

/**
 * Persons whom the machine plays: they sign in like anybody, and speak to this server from a
 * thread of their own once it listens. Only that thread gets their tokens.
 */
export async function addBots(app: FastifyInstance, causette: Causette): Promise<void> {
  const signedIn = await Promise.all(robots.map((robot) => signIn(app, causette, robot)));
  const seats = signedIn.filter((seat) => seat !== undefined);
  if (seats.length === 0) return;
  const thread = new BotWorker(seats, causette.clock, causette.reportError);
  app.addHook('onListen', async () => thread.start(addressOf(app)));
  app.addHook('preClose', () => thread.end());
}

/** Their sessions of earlier starts end. Somebody who had the name first keeps it. */
async function signIn(
  app: FastifyInstance,
  { commitQueue, clock, bots }: Causette,
  { id, name, level }: Robot,
): Promise<Seat | undefined> {
  const person: Person = { id, name };
  const { token, hash } = newToken();
  const change = { type: 'sign-in', id, name, hash, alone: true } as const;
  const outcome = await commitQueue.write({ by: person, at: clock.now(), change });
  if (outcome.is === 'refused') {
    app.log.warn(`There is no machine called ${name}: ${outcome.refusal.message}`);
    return undefined;
  }
  bots.push(person);
  return { token, level };
}

/** Where this server is for whoever is on the same machine. */
function addressOf(app: FastifyInstance): string {
  const { address, port } = app.server.address() as { address: string; port: number };
  const near = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  const scheme = app.initialConfig.https ? 'https' : 'http';
  return `${scheme}://${near.includes(':') ? `[${near}]` : near}:${port}`;
}
