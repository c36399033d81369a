import { randomBytes } from 'node:crypto';
import type { OpeningQuery } from '../../protocol/http.ts';
import { SseSink } from '../transport/sse-sink.ts';
import type { Identity } from './identity.ts';
import { events } from '../transport/codecs.ts';
import { JsonSession, type JsonSessionDeps } from './json-session.ts';

/** A session over plain HTTP, and its way out. */
export interface Connection {
  readonly session: JsonSession;
  readonly sink: SseSink;
}

/** The connections over plain HTTP, each by an id that only whoever opened it knows. */
export class HttpConnections {
  readonly #open = new Map<string, Connection>();

  /**
   * Opens a session, whose frames wait to be read, and follows what is asked. Returns its id.
   * `over` is called when it has ended.
   */
  open(deps: JsonSessionDeps, identity: Identity, asked: OpeningQuery, over: () => void): string {
    const id = randomBytes(32).toString('base64url');
    const sink = new SseSink(deps.clock, () => {
      this.#open.delete(id);
      session.close();
      over();
    });
    const session = new JsonSession(deps, sink, identity, events);
    this.#open.set(id, { session, sink });
    session.open(asked).catch((error: unknown) => {
      deps.reportError(error);
      sink.cut();
    });
    return id;
  }

  /** Ends those that nobody reads: the server goes, and nobody will come to read them. */
  cutUnread(): void {
    for (const { sink } of this.#open.values()) if (!sink.isRead) sink.cut();
  }

  /** A connection that was opened with this token; to ask for it is a sign of life. */
  find(id: string, { hash }: Identity): Connection | undefined {
    const connection = this.#open.get(id);
    if (connection?.session.hash !== hash) return undefined;
    connection.session.missed = 0;
    return connection;
  }
}
