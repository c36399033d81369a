import type { Frame } from '../../protocol/frames.ts';
import { Spoken } from '../transport/codecs.ts';
import type { Outlet } from '../transport/sink.ts';

/** One connection of a person, in whatever language. */
export interface Connected {
  readonly person: { id: string };
  /** The hash of the token that opened it; undefined for a guest. */
  readonly hash: string | undefined;
  readonly language: object;
  readonly outlet: Outlet;
  /** Where the language has words for frames; it waits until the connection has been greeted. */
  tell?(said: Spoken): void;
}

/** Every connection of this server. */
export class Sessions<Session extends Connected> {
  readonly #all = new Set<Session>();
  readonly #byPerson = new Map<string, Set<Session>>();

  add(session: Session): void {
    this.#all.add(session);
    const own = this.#byPerson.get(session.person.id) ?? new Set();
    this.#byPerson.set(session.person.id, own.add(session));
  }

  delete(session: Session): void {
    this.#all.delete(session);
    const own = this.#byPerson.get(session.person.id);
    own?.delete(session);
    if (own?.size === 0) this.#byPerson.delete(session.person.id);
  }

  has(person: string): boolean {
    return this.#byPerson.has(person);
  }

  /** Says a frame to every connection whose language has words for it. */
  tellAll(frame: Frame): void {
    tell(this.#all, frame);
  }

  /** The same to the connections of one person. */
  tellOwn(person: string, frame: Frame): void {
    tell(this.#byPerson.get(person) ?? [], frame);
  }

  [Symbol.iterator](): Iterator<Session> {
    return this.#all.values();
  }

  /** Ends every connection that a token opened. */
  endAllWith(hash: string): void {
    for (const session of this.#all) {
      if (session.hash === hash) session.outlet.end(1008, 'signed out');
    }
  }
}

function tell(sessions: Iterable<Connected>, frame: Frame): void {
  const said = new Spoken(frame);
  for (const session of sessions) session.tell?.(said);
}
