import { RefusedError } from '../../client/transport/api.ts';
import type { Chat } from '../../client/chat.ts';
import { isAnother } from '../../client/state/reduce.ts';
import type { Link } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import type { SessionMade } from '../../protocol/http.ts';
import type { Person } from '../../protocol/model.ts';
import type { UserData } from '../storage/user-data.ts';
import { local } from '../storage/kept-texts.ts';
import { forgetPerson, keepPerson, keptPerson, watchPerson } from '../storage/kept-person.ts';

/** Storage key, set while the server still has to be told about a sign-out. */
const signOutKey = 'leaving';

/** Seconds before the next request when the server gives no `retryAfter`. */
const defaultRetryAfter = 5;

/** The server could not tell who is signed in; the next request follows after `wait` seconds. */
export interface Unavailable {
  wait: number;
}

/** Another tab has signed in as another person than this page shows or was about to sign in as. */
export interface AccountChanged {
  before?: Person | undefined;
  now: Person;
}

/** Whether somebody is signed in in this browser. */
export type AuthState = 'unknown' | 'signed-out' | 'signed-in' | Unavailable | AccountChanged;

/**
 * Finds out who is signed in, and asks for a name when nobody is. The person of a page does not
 * change until a reload: when another tab signs in as another person, the page asks what to do.
 */
export class AuthSession {
  readonly state = new Store<AuthState>('unknown');
  /** Is called when somebody has signed in on this page. */
  onSignIn: (person: Person) => void = () => {};
  readonly #chat: Chat;
  readonly #userData: UserData;
  readonly #setToken: (token: string) => void;
  /** The person of this page. */
  #person: Person | undefined;
  #wasOpen = false;
  /** Milliseconds since 1970; no request about the session is sent before. */
  #checkFrom = 0;

  /** `setToken` receives the token when the browser stores no cookies: only this page holds it. */
  constructor(chat: Chat, userData: UserData, setToken: (token: string) => void) {
    this.#chat = chat;
    this.#setToken = setToken;
    this.#userData = userData;
    chat.admits = ({ you }) => this.#admits(you);
    chat.store.watch(
      ({ link }) => link,
      (link) => this.#onLinkChanged(link),
    );
    watchPerson((person) => this.#onPersonChanged(person));
  }

  /** Assumes that the saved person is still signed in, until the server says otherwise. */
  start(): void {
    const person = keptPerson();
    if (person !== undefined && !isSignOutPending()) this.#signedInAs(person);
    else void this.#identify();
  }

  /** Throws `RefusedError` when the name is refused. */
  async signIn(name: string): Promise<void> {
    await this.#sendSignOut();
    const current = await this.#chat.api.whoAmI();
    if (current === undefined) await this.signInBy(() => this.#chat.api.signIn(name));
    else if (current.name === name.trim()) this.#signedInAs(current);
    else this.#onAccountChanged(current);
  }

  /** Signs in by a request that makes a session, and throws as it does. */
  async signInBy(request: () => Promise<SessionMade>): Promise<void> {
    await this.#sendSignOut();
    const { person, token } = await request();
    if (!navigator.cookieEnabled) this.#setToken(token);
    this.#signedInAs(person);
    this.onSignIn(person);
  }

  /** Continues as the person of the other tab. The unsent texts of the previous person wait for them. */
  continueAs({ before, now }: AccountChanged): void {
    if (before === undefined) return this.#signedInAs(now);
    this.#userData.stop();
    keepPerson(now);
    location.reload();
  }

  /** Deletes all local data of this person at once, even if the server cannot be reached now. */
  async signOut(): Promise<void> {
    local.set(signOutKey, '');
    forgetPerson();
    await this.#userData.forget(this.#person?.id);
    location.reload();
  }

  async #identify(): Promise<void> {
    if (this.#person !== undefined) return;
    const isSignOutSent = await this.#sendSignOut().then(
      () => true,
      () => false,
    );
    if (!isSignOutSent) return this.state.set('signed-out');
    const answer = await this.#fetchPerson();
    // Another tab may have signed in meanwhile.
    if (this.#person !== undefined) return;
    if (answer === undefined) await this.#sessionEnded();
    else if ('wait' in answer) this.#retryLater(answer);
    else this.#signedInAs(answer);
  }

  /** Assumes nobody: a text written meanwhile would be sent under the next name. */
  #retryLater(unavailable: Unavailable): void {
    this.state.set(unavailable);
    setTimeout(() => void this.#identify(), unavailable.wait * 1_000);
  }

  /** Sends a sign-out that is still pending to the server. */
  async #sendSignOut(): Promise<void> {
    if (!isSignOutPending()) return;
    await this.#chat.api.signOut().catch((error: unknown) => {
      // Already signed out on the server.
      if (!(error instanceof RefusedError && error.refusal.code === 'unauthenticated')) throw error;
    });
    local.remove(signOutKey);
  }

  #signedInAs(person: Person): void {
    if (isAnother(this.#person, person)) return this.#onAccountChanged(person);
    this.#person = person;
    this.#userData.setOwner(person);
    this.state.set('signed-in');
    this.#chat.open();
    keepPerson(person);
  }

  /** Whether a new connection belongs to the person of this page. Another tab may have changed the cookie. */
  #admits(you: Person): boolean {
    const isMe = !isAnother(this.#person, you);
    if (!isMe) this.#onAccountChanged(you);
    else if (keptPerson()?.name !== you.name) keepPerson(you);
    return isMe;
  }

  /** Another tab signed in or out. A signed-out tab signs in as the same person; a signed-in one asks. */
  #onPersonChanged(person: Person | undefined): void {
    const state = this.state.get();
    if (person === undefined) {
      if (state === 'signed-in') void this.#leave();
    } else if (state !== 'signed-in' || isAnother(this.#person, person)) this.#signedInAs(person);
  }

  #onAccountChanged(now: Person): void {
    this.#chat.close();
    this.state.set({ before: this.#person, now });
  }

  /** A browser does not say why an upgrade failed: the session may have ended. */
  #onLinkChanged(link: Link): void {
    if (link.is === 'waiting' && !this.#wasOpen) void this.#check();
    this.#wasOpen = link.is === 'open';
  }

  async #check(): Promise<void> {
    if (Date.now() < this.#checkFrom || (await this.#fetchPerson()) !== undefined) return;
    forgetPerson();
    this.#chat.close();
    await this.#sessionEnded();
  }

  /** The session has ended: deletes what this person saw, and keeps what they wrote. */
  async #sessionEnded(): Promise<void> {
    if (this.#person === undefined) this.state.set('signed-out');
    else await this.#leave();
  }

  async #leave(): Promise<void> {
    await this.#userData.leave();
    location.reload();
  }

  async #fetchPerson(): Promise<Person | undefined | Unavailable> {
    try {
      return await this.#chat.api.whoAmI();
    } catch (error) {
      const retryAfter = error instanceof RefusedError ? error.refusal.retryAfter : undefined;
      this.#checkFrom = Date.now() + (retryAfter ?? 0) * 1_000;
      return { wait: retryAfter ?? defaultRetryAfter };
    }
  }
}

function isSignOutPending(): boolean {
  return local.get(signOutKey) !== undefined;
}
