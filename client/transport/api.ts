import type { RoomChanges } from '../../protocol/frames.ts';
import type {
  History,
  Members,
  PeopleFound,
  Reacted,
  RoomList,
  SessionMade,
} from '../../protocol/http.ts';
import type { FoundPeople, Person, RoomSummary } from '../../protocol/model.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import { bodyBytes, costOf, Http, type Cost } from './http.ts';

/** Thrown when the server refuses a request; holds its refusal. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(reason: Refusal) {
    super(reason.message);
    this.refusal = reason;
  }
}

/** Default timeout of a request in milliseconds. */
const defaultTimeout = 20_000;

/**
 * The HTTP API of a server. Every call throws `RefusedError` when refused, `TypeError` without a
 * network, or a `DOMException` named `TimeoutError` when no response comes in time.
 */
export class Api {
  readonly #server: URL;
  #http: Http;
  readonly #timeout: number;

  /** `timeout`: milliseconds until a request fails. */
  constructor(server: URL, token?: string, timeout: number = defaultTimeout) {
    this.#server = server;
    this.#http = new Http(server, token);
    this.#timeout = timeout;
  }

  /** Uses this token from now on: for browsers that keep no cookie. */
  setToken(token: string): void {
    this.#http = new Http(this.#server, token);
  }

  /** Creates a session; a browser gets a cookie, a program keeps the token. */
  async signIn(name: string): Promise<SessionMade> {
    return (await this.request('POST', '/api/session', { name })) as SessionMade;
  }

  /** The signed-in person; undefined when nobody is signed in. */
  async whoAmI(): Promise<Person | undefined> {
    const { person } = (await this.request('GET', '/api/session')) as { person: Person | null };
    return person ?? undefined;
  }

  /** Releases the name and closes every connection of this session. */
  async signOut(): Promise<void> {
    await this.request('DELETE', '/api/session');
  }

  /** At most 50 messages of a room, those with a `seq` below `before`. */
  async history(room: string, before: number): Promise<History> {
    const path = `/api/rooms/${encodeURIComponent(room)}/messages?before=${before}`;
    return (await this.request('GET', path)) as History;
  }

  /** The first 50 people in a room whose names match `search`. */
  async people(room: string, search: string): Promise<FoundPeople> {
    const path = `/api/rooms/${encodeURIComponent(room)}/people?search=`;
    return (await this.request('GET', path + encodeURIComponent(search))) as FoundPeople;
  }

  /** The rooms of this person, and the open rooms that they have left. */
  async allRooms(): Promise<RoomSummary[]> {
    return ((await this.request('GET', '/api/rooms?all=true')) as RoomList).rooms;
  }

  /** The members of a private room, in the order in which they came. */
  async members(room: string): Promise<Person[]> {
    const path = `/api/rooms/${encodeURIComponent(room)}/members`;
    return ((await this.request('GET', path)) as Members).people;
  }

  /** The first 50 people of this server whose names match `search`. */
  async everybody(search: string): Promise<PeopleFound> {
    const path = `/api/people?search=${encodeURIComponent(search)}`;
    return (await this.request('GET', path)) as PeopleFound;
  }

  /** This person's own reactions to a message, and the first 50 people who put `emoji` on it. */
  async reacted(room: string, message: string, emoji?: string): Promise<Reacted> {
    const path = `/api/rooms/${encodeURIComponent(room)}/messages/${message}/reactions`;
    const query = emoji === undefined ? '' : `?emoji=${encodeURIComponent(emoji)}`;
    return (await this.request('GET', path + query)) as Reacted;
  }

  /**
   * The changes of a room after a revision, and what the request cost. `wait`: seconds that the
   * server may hold the request while there are no changes.
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

  /** Sends a request and parses the answer; undefined for an empty one. */
  async request(method: string, path: string, body?: object): Promise<unknown> {
    const { text } = await this.#exchange(method, path, body);
    return text === '' ? undefined : JSON.parse(text);
  }

  async #exchange(
    method: string,
    path: string,
    body?: object,
    extra = 0,
  ): Promise<{ response: Response; text: string }> {
    const signal = AbortSignal.timeout(this.#timeout + extra);
    const options = { signal, ...(body && { body: JSON.stringify(body) }) };
    const response = await this.#http.request(method, path, options);
    const text = await response.text();
    if (!response.ok) throw new RefusedError(refusalIn(text));
    return { response, text };
  }
}

/** A proxy may answer instead of the server, with a body that is not a refusal. */
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
