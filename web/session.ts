import type { Chat } from '../client/chat.ts';
import type { Link } from '../client/state.ts';
import { Store } from '../client/store.ts';
import { forgetUnsent } from './unsent.ts';

/** Whether this browser is somebody to the server. */
export type Standing = 'unknown' | 'nobody' | 'somebody';

/** Finds out who is at the page, and asks for a name when the server knows nobody. */
export class Session {
  readonly standing = new Store<Standing>('unknown');
  readonly #chat: Chat;
  #wasOpen = false;

  constructor(chat: Chat) {
    this.#chat = chat;
    chat.store.watch(
      ({ link }) => link,
      (link) => this.#linkIs(link),
    );
  }

  async begin(): Promise<void> {
    if (await this.#isNobody()) this.standing.set('nobody');
    else this.#enter();
  }

  /** Throws `RefusedError` when the name cannot be had. */
  async signIn(name: string): Promise<void> {
    await this.#chat.api.signIn(name);
    this.#enter();
  }

  /** Starts the page afresh: nothing that this person saw stays in it. */
  async signOut(): Promise<void> {
    await this.#chat.api.signOut();
    forgetUnsent();
    location.reload();
  }

  #enter(): void {
    this.standing.set('somebody');
    this.#chat.open();
  }

  /** A browser does not say why an upgrade failed: perhaps the session is over. */
  #linkIs(link: Link): void {
    if (link.is === 'waiting' && !this.#wasOpen) void this.#check();
    this.#wasOpen = link.is === 'open';
  }

  async #check(): Promise<void> {
    if (!(await this.#isNobody())) return;
    this.#chat.close();
    this.standing.set('nobody');
  }

  /** False also when the server does not answer: then the connection goes on trying. */
  async #isNobody(): Promise<boolean> {
    const answer = this.#chat.api.whoAmI().then((person) => person === undefined);
    return answer.catch(() => false);
  }
}
