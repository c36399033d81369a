import type { EventEmitter } from 'node:events';
import type { FastifyRequest } from 'fastify';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/model.ts';
import { addressOf } from './request/client-address.ts';
import { ConcurrencyLimit } from '../runtime/concurrency-limit.ts';
import { RefusedRequest } from './plugins/error-handler.ts';
import type { Metrics } from '../runtime/metrics.ts';

/** A socket or a response. */
type Closable = EventEmitter & { readonly destroyed: boolean };

/**
 * Limits what one address and one person may have open at once: WebSockets, connections over HTTP,
 * streams and polls. Guests are limited by address only.
 */
export class ConnectionLimit {
  readonly #metrics: Metrics;
  readonly #byAddress: ConcurrencyLimit;
  readonly #byPerson = new ConcurrencyLimit(limits.connections);

  /** `perAddress` 0 means no limit, for use behind a proxy that hides the addresses. */
  constructor(perAddress: number, metrics: Metrics) {
    this.#metrics = metrics;
    this.#byAddress = new ConcurrencyLimit(perAddress);
  }

  /**
   * Counts one more connection. Returns the function that releases it; only its first call counts.
   * @throws RefusedRequest if there are too many.
   */
  take(request: FastifyRequest, person: Person | undefined): () => void {
    const releaseAddress = this.#byAddress.take(addressOf(request)) ?? this.#refuse('address');
    if (person === undefined) return releaseAddress;
    const taken = this.#byPerson.take(person.id);
    if (taken === undefined) releaseAddress();
    const releasePerson = taken ?? this.#refuse('person');
    return () => {
      releaseAddress();
      releasePerson();
    };
  }

  /** Counts one more connection until `closable` closes. */
  takeUntilClosed(request: FastifyRequest, person: Person | undefined, closable: Closable): void {
    if (closable.destroyed) return;
    // Not `once`: its wrapper takes memory for each connection, and a second call does nothing.
    closable.on('close', this.take(request, person));
  }

  #refuse(by: 'address' | 'person'): never {
    this.#metrics.refusedConnection(by);
    throw new RefusedRequest(429, 'too_many_connections');
  }
}
