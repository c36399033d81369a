import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isFor } from '../request/matched-route.ts';
import { asksForWebSocket } from './upgrades.ts';

/** JoinNotices let in during one turn of the event loop; each costs about a millisecond in all. */
const perTurn = 8;

/**
 * Admits new connections a few at a time: thousands who come back at once would else keep everybody
 * waiting, those who are in and those who ask how the server is.
 */
export class AdmissionQueue {
  readonly #waiting: (() => void)[] = [];
  #left = perTurn;
  #isTurning = false;

  /** Resolves when it is one's turn, in the order of coming. */
  pass(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.#letIn();
    void this.#turn();
    return promise;
  }

  #letIn(): void {
    while (this.#left > 0 && this.#waiting.length > 0) {
      this.#left -= 1;
      this.#waiting.shift()!();
    }
  }

  async #turn(): Promise<void> {
    if (this.#isTurning) return;
    this.#isTurning = true;
    do {
      await nextTurn();
      this.#left = perTurn;
      this.#letIn();
    } while (this.#waiting.length > 0);
    this.#isTurning = false;
  }
}

/** Puts one before whatever opens a connection, for those whom the gate has let through. */
export function addAdmissionQueue(app: FastifyInstance): void {
  const turnstile = new AdmissionQueue();
  app.addHook('onRequest', async (request) => {
    if (opensConnection(request)) await turnstile.pass();
  });
}

function opensConnection(request: FastifyRequest): boolean {
  return asksForWebSocket(request.raw) || isFor(request, 'POST', '/api/connections');
}
