import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isFor } from '../request/matched-route.ts';
import { asksForWebSocket } from './upgrades.ts';

/** Connections admitted in one turn of the event loop; each costs about a millisecond in total. */
const perTurn = 8;

/**
 * Admits new connections a few at a time. Otherwise thousands of reconnecting clients would delay
 * everything else, health checks included.
 */
export class AdmissionQueue {
  readonly #waiting: (() => void)[] = [];
  #left = perTurn;
  #isRunning = false;

  /** Resolves when the connection is admitted, in order of arrival. */
  pass(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.#admit();
    void this.#run();
    return promise;
  }

  #admit(): void {
    while (this.#left > 0 && this.#waiting.length > 0) {
      this.#left -= 1;
      this.#waiting.shift()!();
    }
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    do {
      await nextTurn();
      this.#left = perTurn;
      this.#admit();
    } while (this.#waiting.length > 0);
    this.#isRunning = false;
  }
}

/** Adds the queue before every route that opens a connection. Comes after the host and origin check. */
export function addAdmissionQueue(app: FastifyInstance): void {
  const queue = new AdmissionQueue();
  app.addHook('onRequest', async (request) => {
    if (opensConnection(request)) await queue.pass();
  });
}

function opensConnection(request: FastifyRequest): boolean {
  return asksForWebSocket(request.raw) || isFor(request, 'POST', '/api/connections');
}
