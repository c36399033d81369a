import { randomBytes } from 'node:crypto';
import type { OpeningQuery } from '../../protocol/http.ts';
import { SseSink } from '../transport/sse-sink.ts';
import type { Identity } from './identity.ts';
import { events } from '../transport/codecs.ts';
import { JsonSession, type JsonSessionDeps } from './json-session.ts';

/** A session over plain HTTP, and the sink for its frames. */
export interface Connection {
  readonly session: JsonSession;
  readonly sink: SseSink;
}

/** The connections over plain HTTP, each with a secret id that only its client knows. */
export class HttpConnections {
  readonly #open = new Map<string, Connection>();

  /**
   * Opens a session, whose frames are buffered until the client reads them, and returns its id.
   * Calls `onClose` when the session has ended.
   */
  open(
    deps: JsonSessionDeps,
    identity: Identity,
    query: OpeningQuery,
    onClose: () => void,
  ): string {
    const id = randomBytes(32).toString('base64url');
    const sink = new SseSink(deps.clock, () => {
      this.#open.delete(id);
      session.close();
      onClose();
    });
    const session = new JsonSession(deps, sink, identity, events);
    this.#open.set(id, { session, sink });
    void session.start(query);
    return id;
  }

  /** Closes the connections without a reader when the server shuts down. */
  cutUnread(): void {
    for (const { sink } of this.#open.values()) if (!sink.isRead) sink.cut();
  }

  /** Finds a connection opened with the same token, and notes a sign of life. */
  find(id: string, { hash }: Identity): Connection | undefined {
    const connection = this.#open.get(id);
    if (connection?.session.hash !== hash) return undefined;
    connection.session.missed = 0;
    return connection;
  }
}
