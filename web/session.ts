import { RefusedError } from '../client/api.ts';
import type { Chat } from '../client/chat.ts';
import type { Link } from '../client/state.ts';
import { Store } from '../client/store.ts';

/** Kept while this browser is somebody, so that it need not ask. */
const somebody = 'somebody';
/** Kept while a signing out has still to be told to the server. */
const leaving = 'leaving';

/** Seconds after which a server that says nothing of when is asked again. */
const asksAgainAfter = 5;

/** The server could not say who this is; it is asked again after so many seconds. */
export interface Unanswered {
  wait: number;
}

/** Whether this browser is somebody to the server. */
export type Standing = 'unknown' | 'nobody' | 'somebody' | Unanswered;

/** Finds out who is at the page, and asks for a name when the server knows nobody. */
export class Session {
  readonly standing = new Store<Standing>('unknown');
  readonly #chat: Chat;
  readonly #forget: () => Promise<void>;
  #wasOpen = false;
  /** When the server may be asked again who this is. */
  #asksFrom = 0;

  /** `forget` takes what this person saw and wrote out of the browser. */
  constructor(chat: Chat, forget: () => Promise<void>) {
    this.#chat = chat;
    this.#forget = forget;
    chat.store.watch(
      ({ link }) => link,
      (link) => this.#linkIs(link),
    );
  }

  /** Whoever was here before is taken to be here again, until the server says otherwise. */
  begin(): void {
    if (isKept(somebody) && !isKept(leaving)) this.#enter();
    else void this.#find();
  }

  /** Throws `RefusedError` when the name cannot be had. */
  async signIn(name: string): Promise<void> {
    await this.#leave();
    await this.#chat.api.signIn(name);
    this.#enter();
  }

  async #find(): Promise<void> {
    const hasLeft = await this.#leave().then(
      () => true,
      () => false,
    );
    if (!hasLeft) return this.standing.set('nobody');
    const answer = await this.#isNobody();
    if (answer === true) await this.#isOver();
    else if (answer === false) this.#enter();
    else this.#findLater(answer);
  }

  /** Nobody is taken for somebody: what is written meanwhile would go out under the next name. */
  #findLater(unanswered: Unanswered): void {
    this.standing.set(unanswered);
    setTimeout(() => void this.#find(), unanswered.wait * 1_000);
  }

  /** Nothing that this person saw stays in the browser, whether the server can be told now or later. */
  async signOut(): Promise<void> {
    localStorage.setItem(leaving, '');
    localStorage.removeItem(somebody);
    await this.#startAfresh();
  }

  /** Tells the server that somebody has signed out, if that is still to be told. */
  async #leave(): Promise<void> {
    if (!isKept(leaving)) return;
    await this.#chat.api.signOut().catch((error: unknown) => {
      // Whom the server does not know is signed out.
      if (!(error instanceof RefusedError && error.refusal.code === 'nobody')) throw error;
    });
    localStorage.removeItem(leaving);
  }

  #enter(): void {
    this.standing.set('somebody');
    this.#chat.open();
    try {
      localStorage.setItem(somebody, '');
    } catch {
      // Full, or forbidden: it asks again next time.
    }
  }

  /** A browser does not say why an upgrade failed: perhaps the session is over. */
  #linkIs(link: Link): void {
    if (link.is === 'waiting' && !this.#wasOpen) void this.#check();
    this.#wasOpen = link.is === 'open';
  }

  async #check(): Promise<void> {
    if (Date.now() < this.#asksFrom || (await this.#isNobody()) !== true) return;
    localStorage.removeItem(somebody);
    this.#chat.close();
    await this.#isOver();
  }

  /** What somebody saw here is for nobody else. */
  async #isOver(): Promise<void> {
    if (this.#chat.store.get().you === undefined) this.standing.set('nobody');
    else await this.#startAfresh();
  }

  async #startAfresh(): Promise<void> {
    await this.#forget();
    location.reload();
  }

  async #isNobody(): Promise<boolean | Unanswered> {
    try {
      return (await this.#chat.api.whoAmI()) === undefined;
    } catch (error) {
      const asked = error instanceof RefusedError ? error.refusal.retryAfter : undefined;
      this.#asksFrom = Date.now() + (asked ?? 0) * 1_000;
      return { wait: asked ?? asksAgainAfter };
    }
  }
}

function isKept(key: string): boolean {
  return localStorage.getItem(key) !== null;
}
