import type { EventEmitter } from 'node:events';
import type { FastifyRequest } from 'fastify';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/model.ts';
import { addressOf } from './request/client-address.ts';
import { ConcurrencyLimit } from '../runtime/concurrency-limit.ts';
import { RefusedRequest } from './plugins/error-handler.ts';
import type { Metrics } from '../runtime/metrics.ts';

/** A line or an answer, for as long as it is open. */
type Lasting = EventEmitter & { readonly destroyed: boolean };

/**
 * Bounds what may be open at once: WebSockets, connections over HTTP, streams and polls, of one
 * address and of one person. A guest has an address only.
 */
export class ConnectionLimit {
  readonly #metrics: Metrics;
  readonly #byAddress: ConcurrencyLimit;
  readonly #byPerson = new ConcurrencyLimit(limits.connections);

  /** `perAddress` 0 means that an address has no bound, as behind a proxy, where all have one. */
  constructor(perAddress: number, metrics: Metrics) {
    this.#metrics = metrics;
    this.#byAddress = new ConcurrencyLimit(perAddress);
  }

  /**
   * Takes a place for one more, and returns what gives it back, which counts once.
   * @throws RefusedRequest when there are too many.
   */
  take(request: FastifyRequest, person: Person | undefined): () => void {
    const ofAddress = this.#byAddress.take(addressOf(request)) ?? this.#refuse('address');
    if (person === undefined) return ofAddress;
    const ofPerson = this.#byPerson.take(person.id);
    if (ofPerson === undefined) ofAddress();
    const giveBack = ofPerson ?? this.#refuse('person');
    return () => {
      ofAddress();
      giveBack();
    };
  }

  /** The same, for as long as something is open. */
  takeUntilClosed(request: FastifyRequest, person: Person | undefined, lasting: Lasting): void {
    if (lasting.destroyed) return;
    lasting.once('close', this.take(request, person));
  }

  #refuse(by: 'address' | 'person'): never {
    this.#metrics.refusedConnection(by);
    throw new RefusedRequest(429, 'too_many_connections');
  }
}
