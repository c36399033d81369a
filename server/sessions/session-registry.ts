import type { Frame } from '../../protocol/frames.ts';
import type { Person } from '../../protocol/model.ts';
import { EncodedFrame } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';

/** One connection of a person, in any codec. */
export interface Connected {
  readonly person: Person;
  /** The hash of the token that opened it; undefined for a guest. */
  readonly hash: string | undefined;
  readonly codec: object;
  readonly sink: Sink;
  /** Sends a frame after the welcome. Absent if the codec cannot encode frames. */
  sendEncoded?(encoded: EncodedFrame): void;
}

/** All connections of this server. */
export class SessionRegistry {
  readonly #all = new Set<Connected>();
  readonly #byPerson = new Map<string, Set<Connected>>();

  add(session: Connected): void {
    this.#all.add(session);
    const own = this.#byPerson.get(session.person.id) ?? new Set();
    this.#byPerson.set(session.person.id, own.add(session));
  }

  delete(session: Connected): void {
    this.#all.delete(session);
    const own = this.#byPerson.get(session.person.id);
    own?.delete(session);
    if (own?.size === 0) this.#byPerson.delete(session.person.id);
  }

  has(person: string): boolean {
    return this.#byPerson.has(person);
  }

  /** The token hashes of a person's connections. */
  hashesOf(person: string): ReadonlySet<string | undefined> {
    return new Set([...(this.#byPerson.get(person) ?? [])].map(({ hash }) => hash));
  }

  /** Sends a frame to every connection whose codec can encode it. */
  sendToAll(frame: Frame): void {
    sendToEach(this.#all, frame);
  }

  /** Sends a frame to the connections of one person. */
  sendToPerson(person: string, frame: Frame): void {
    sendToEach(this.#byPerson.get(person) ?? [], frame);
  }

  [Symbol.iterator](): Iterator<Connected> {
    return this.#all.values();
  }

  /** Ends all connections of a person. */
  endAllOf(person: string, code: number, reason: string): void {
    for (const { sink } of this.#byPerson.get(person) ?? []) sink.end(code, reason);
  }

  /** Ends all connections opened with a token, given its hash. */
  endAllWith(hash: string): void {
    for (const session of this.#all) {
      if (session.hash === hash) session.sink.end(1008, 'signed out');
    }
  }
}

function sendToEach(sessions: Iterable<Connected>, frame: Frame): void {
  const encoded = new EncodedFrame(frame);
  for (const session of sessions) session.sendEncoded?.(encoded);
}
