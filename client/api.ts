import type { History, SessionMade } from '../protocol/http.ts';
import type { Person } from '../protocol/model.ts';
import { refusal, type Refusal } from '../protocol/refusals.ts';

/** What the server would not do, with the refusal that it gave. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(reason: Refusal) {
    super(reason.message);
    this.refusal = reason;
  }
}

/** The HTTP side of a server. Every call throws `RefusedError`, or `TypeError` without a network. */
export class Api {
  readonly #server: URL;
  readonly #token: string | undefined;

  constructor(server: URL, token?: string) {
    this.#server = server;
    this.#token = token;
  }

  /** Makes a person; a browser gets a cookie, a program keeps the token. */
  async signIn(name: string): Promise<SessionMade> {
    return (await this.#fetch('POST', '/api/session', { name })) as SessionMade;
  }

  /** Who this client is; undefined when it is nobody yet. */
  async whoAmI(): Promise<Person | undefined> {
    const { person } = (await this.#fetch('GET', '/api/session')) as { person: Person | null };
    return person ?? undefined;
  }

  /** Gives the name back and ends every connection of this session. */
  async signOut(): Promise<void> {
    await this.#fetch('DELETE', '/api/session');
  }

  /** The messages of a room before a place, 50 at most. */
  async history(room: string, before: number): Promise<History> {
    const path = `/api/rooms/${encodeURIComponent(room)}/messages?before=${before}`;
    return (await this.#fetch('GET', path)) as History;
  }

  async #fetch(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(new URL(path, this.#server), {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw new RefusedError(isRefusal(answer) ? answer : refusal('bug'));
    return answer;
  }
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'code' in answer;
}
