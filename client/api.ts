import type { RoomChanges } from '../protocol/frames.ts';
import type { History, Reacted, SessionMade } from '../protocol/http.ts';
import type { FoundPeople, Person } from '../protocol/model.ts';
import { refusal, type Refusal } from '../protocol/refusals.ts';
import { bodyBytes, costOf, Http, type Cost } from './transport/http.ts';

/** What the server would not do, with the refusal that it gave. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(reason: Refusal) {
    super(reason.message);
    this.refusal = reason;
  }
}

/** Milliseconds after which an answer that has not come is not waited for: the line may be dead. */
const answersIn = 20_000;

/**
 * The HTTP side of a server. Every call throws `RefusedError`, `TypeError` without a network, or a
 * `DOMException` named `TimeoutError` where no answer comes.
 */
export class Api {
  readonly #server: URL;
  #http: Http;
  readonly #patience: number;

  /** `patience`: milliseconds for an answer. */
  constructor(server: URL, token?: string, patience: number = answersIn) {
    this.#server = server;
    this.#http = new Http(server, token);
    this.#patience = patience;
  }

  /** Asks with this token from now on: where a browser keeps no cookie. */
  setToken(token: string): void {
    this.#http = new Http(this.#server, token);
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

  /** Who is in a room and has these words in their name: the first 50. */
  async people(room: string, search: string): Promise<FoundPeople> {
    const path = `/api/rooms/${encodeURIComponent(room)}/people?search=`;
    return (await this.#fetch('GET', path + encodeURIComponent(search))) as FoundPeople;
  }

  /** What this client has put on a message, and the first 50 of those who put `emoji` there. */
  async reacted(room: string, message: string, emoji?: string): Promise<Reacted> {
    const path = `/api/rooms/${encodeURIComponent(room)}/messages/${message}/reactions`;
    const query = emoji === undefined ? '' : `?emoji=${encodeURIComponent(emoji)}`;
    return (await this.#fetch('GET', path + query)) as Reacted;
  }

  /**
   * What changed in a room after a revision, and what it took to ask. `wait`: seconds that the
   * server may keep the question while there is nothing.
   */
  async changes(
    room: string,
    after: number,
    wait = 0,
  ): Promise<{ changes: RoomChanges; cost: Cost }> {
    const path = `/api/rooms/${encodeURIComponent(room)}/changes?after=${after}&wait=${wait}`;
    const { response, text } = await this.#exchange('GET', path, undefined, wait * 1_000);
    const { down, ...sent } = costOf(response);
    const changes = JSON.parse(text) as RoomChanges;
    return { changes, cost: { ...sent, down: down + bodyBytes(response, text) } };
  }

  async #fetch(method: string, path: string, body?: object): Promise<unknown> {
    const { text } = await this.#exchange(method, path, body);
    return text === '' ? undefined : JSON.parse(text);
  }

  async #exchange(
    method: string,
    path: string,
    body?: object,
    longer = 0,
  ): Promise<{ response: Response; text: string }> {
    const signal = AbortSignal.timeout(this.#patience + longer);
    const asked = { signal, ...(body && { body: JSON.stringify(body) }) };
    const response = await this.#http.request(method, path, asked);
    const text = await response.text();
    if (!response.ok) throw new RefusedError(refusalIn(text));
    return { response, text };
  }
}

/** Something between here and the server may answer for it, in no language of ours. */
function refusalIn(text: string): Refusal {
  try {
    const answer: unknown = JSON.parse(text);
    return isRefusal(answer) ? answer : refusal('internal_error');
  } catch {
    return refusal('internal_error');
  }
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'code' in answer;
}
