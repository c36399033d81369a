import { RefusedError } from '../../client/api.ts';
import type { Chat } from '../../client/chat.ts';
import { isAnother } from '../../client/state/reduce.ts';
import type { Link } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import type { Person } from '../../protocol/model.ts';
import type { Belongings } from '../storage/belongings.ts';
import { local } from '../storage/kept-texts.ts';
import { forgetPerson, keepPerson, keptPerson, watchPerson } from '../storage/kept-person.ts';

/** Kept while a signing out has still to be told to the server. */
const leaving = 'leaving';

/** Seconds after which a server that says nothing of when is asked again. */
const asksAgainAfter = 5;

/** The server could not say who this is; it is asked again after so many seconds. */
export interface Unanswered {
  wait: number;
}

/** Another tab has made this browser somebody else than this page is, or than it was to become. */
export interface Turned {
  before?: Person | undefined;
  now: Person;
}

/** Whether this browser is somebody to the server. */
export type Standing = 'unknown' | 'nobody' | 'somebody' | Unanswered | Turned;

/**
 * Finds out who is at the page, and asks for a name when the server knows nobody. A page is one
 * person until it is loaded again: when another tab makes this browser somebody else, it asks.
 */
export class Session {
  readonly standing = new Store<Standing>('unknown');
  readonly #chat: Chat;
  readonly #belongings: Belongings;
  readonly #bear: (token: string) => void;
  /** Who this page is. */
  #person: Person | undefined;
  #wasOpen = false;
  /** When the server may be asked again who this is. */
  #asksFrom = 0;

  /** `bear` is told the token where the browser keeps no cookie: this page alone has it then. */
  constructor(chat: Chat, belongings: Belongings, bear: (token: string) => void) {
    this.#chat = chat;
    this.#bear = bear;
    this.#belongings = belongings;
    chat.admits = ({ you }) => this.#admits(you);
    chat.store.watch(
      ({ link }) => link,
      (link) => this.#linkIs(link),
    );
    watchPerson((person) => this.#toldOf(person));
  }

  /** Whoever was here before is taken to be here again, until the server says otherwise. */
  begin(): void {
    const person = keptPerson();
    if (person !== undefined && !isLeaving()) this.#enter(person);
    else void this.#find();
  }

  /** Throws `RefusedError` when the name cannot be had. */
  async signIn(name: string): Promise<void> {
    await this.#leave();
    const here = await this.#chat.api.whoAmI();
    if (here === undefined) await this.#become(name);
    else if (here.name === name.trim()) this.#enter(here);
    else this.#turned(here);
  }

  async #become(name: string): Promise<void> {
    const { person, token } = await this.#chat.api.signIn(name);
    if (!navigator.cookieEnabled) this.#bear(token);
    this.#enter(person);
  }

  /** Goes on as whoever this browser has become; what this page's person wrote is not for them. */
  goOn({ before, now }: Turned): void {
    if (before === undefined) return this.#enter(now);
    this.#belongings.drop(before.id);
    keepPerson(now);
    location.reload();
  }

  /** Nothing that this person saw stays in the browser, whether the server can be told now or later. */
  async signOut(): Promise<void> {
    local.set(leaving, '');
    forgetPerson();
    await this.#startAfresh();
  }

  async #find(): Promise<void> {
    if (this.#person !== undefined) return;
    const hasLeft = await this.#leave().then(
      () => true,
      () => false,
    );
    if (!hasLeft) return this.standing.set('nobody');
    const answer = await this.#ask();
    // Another tab may have said it meanwhile.
    if (this.#person !== undefined) return;
    if (answer === undefined) await this.#isOver();
    else if ('wait' in answer) this.#findLater(answer);
    else this.#enter(answer);
  }

  /** Nobody is taken for somebody: what is written meanwhile would go out under the next name. */
  #findLater(unanswered: Unanswered): void {
    this.standing.set(unanswered);
    setTimeout(() => void this.#find(), unanswered.wait * 1_000);
  }

  /** Tells the server that somebody has signed out, if that is still to be told. */
  async #leave(): Promise<void> {
    if (!isLeaving()) return;
    await this.#chat.api.signOut().catch((error: unknown) => {
      // Whom the server does not know is signed out.
      if (!(error instanceof RefusedError && error.refusal.code === 'unauthenticated')) throw error;
    });
    local.remove(leaving);
  }

  #enter(person: Person): void {
    if (isAnother(this.#person, person)) return this.#turned(person);
    this.#person = person;
    this.#belongings.belong(person);
    this.standing.set('somebody');
    this.#chat.open();
    keepPerson(person);
  }

  /** Whether a line that opens is this page's person. Another tab may have changed the cookie. */
  #admits(you: Person): boolean {
    const isMe = !isAnother(this.#person, you);
    if (!isMe) this.#turned(you);
    return isMe;
  }

  /** Tabs agree: one that is nobody comes in as the same person, one that is somebody asks. */
  #toldOf(person: Person | undefined): void {
    const standing = this.standing.get();
    if (person === undefined) {
      if (standing === 'somebody') void this.#startAfresh();
    } else if (standing !== 'somebody' || isAnother(this.#person, person)) this.#enter(person);
  }

  #turned(now: Person): void {
    this.#chat.close();
    this.standing.set({ before: this.#person, now });
  }

  /** A browser does not say why an upgrade failed: perhaps the session is over. */
  #linkIs(link: Link): void {
    if (link.is === 'waiting' && !this.#wasOpen) void this.#check();
    this.#wasOpen = link.is === 'open';
  }

  async #check(): Promise<void> {
    if (Date.now() < this.#asksFrom || (await this.#ask()) !== undefined) return;
    forgetPerson();
    this.#chat.close();
    await this.#isOver();
  }

  /** What somebody saw here is for nobody else. */
  async #isOver(): Promise<void> {
    if (this.#person === undefined) this.standing.set('nobody');
    else await this.#startAfresh();
  }

  async #startAfresh(): Promise<void> {
    await this.#belongings.forget(this.#person?.id);
    location.reload();
  }

  async #ask(): Promise<Person | undefined | Unanswered> {
    try {
      return await this.#chat.api.whoAmI();
    } catch (error) {
      const asked = error instanceof RefusedError ? error.refusal.retryAfter : undefined;
      this.#asksFrom = Date.now() + (asked ?? 0) * 1_000;
      return { wait: asked ?? asksAgainAfter };
    }
  }
}

function isLeaving(): boolean {
  return local.get(leaving) !== undefined;
}
