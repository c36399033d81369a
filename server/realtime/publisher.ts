import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { Audience, Notice, Outcome } from '../commands/outcome.ts';
import { TimeSlice } from '../runtime/cooperative-turns.ts';
import { roomChangesIn } from './coalesce.ts';

/** Is called after each commit, for each room that the commit changed. */
export interface CommitListener {
  roomChanged?(changes: RoomChanges): void;
  /** People have lost a room: nothing more of it may reach them. */
  roomLost?(room: string, people: Audience): void;
}

interface Deps {
  readonly hub: {
    publish(changes: RoomChanges): Promise<void>;
    roomLost(room: string, people: Audience): void;
  };
  readonly listeners: readonly CommitListener[];
  readonly sessions: {
    sendToAll(frame: Frame): void;
    sendToPerson(person: string, frame: Frame): void;
  };
  readonly reportError: (error: unknown) => void;
  /** Disconnects every client without a close frame. */
  readonly disconnectAll: () => void;
}

/**
 * Sends committed changes to all clients concerned. A transaction may change many rooms, which
 * takes more than one turn of the event loop. The next transaction waits until this one is published.
 */
export class Publisher {
  readonly #deps: Deps;
  #started: Promise<unknown> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Takes the outcomes of one transaction. Resolves when every client has been sent its part. */
  async publish(outcomes: readonly Outcome[]): Promise<void> {
    const started = this.#started.then(() => this.#start(outcomes));
    this.#started = started;
    await Promise.all(await started);
  }

  async #start(outcomes: readonly Outcome[]): Promise<Promise<void>[]> {
    const published: Promise<void>[] = [];
    const slice = new TimeSlice();
    try {
      await slice.end();
      // First, so that nobody gets changes of a room that they have lost.
      for (const outcome of outcomes) if ('notice' in outcome) this.#notify(outcome.notice);
      for (const changes of roomChangesIn(outcomes)) {
        if (slice.isLong) await slice.end();
        published.push(this.#publishRoom(changes));
      }
      this.#notifyPeople(outcomes);
    } catch (error) {
      this.#disconnectAll(error);
    }
    return published;
  }

  async #publishRoom(changes: RoomChanges): Promise<void> {
    const { hub, listeners } = this.#deps;
    try {
      const published = hub.publish(changes);
      for (const listener of listeners) listener.roomChanged?.(changes);
      await published;
    } catch (error) {
      this.#disconnectAll(error);
    }
  }

  #notify(notice: Notice | undefined): void {
    if (notice === undefined) return;
    const { hub, listeners, sessions } = this.#deps;
    const { is, room, people } = notice;
    if (is === 'gone') {
      hub.roomLost(room.id, people);
      for (const listener of listeners) listener.roomLost?.(room.id, people);
    }
    const frame: Frame = { type: 'room', room: is === 'gone' ? { ...room, gone: true } : room };
    if (people === 'everyone') sessions.sendToAll(frame);
    else for (const person of people) sessions.sendToPerson(person, frame);
  }

  #notifyPeople(outcomes: readonly Outcome[]): void {
    const { sessions } = this.#deps;
    for (const outcome of outcomes) {
      if (outcome.is === 'renamed') {
        sessions.sendToAll({ type: 'renamed', person: outcome.person });
      }
      if (outcome.is === 'changed' && outcome.reaction !== undefined) {
        sessions.sendToPerson(outcome.reaction.person, outcome.reaction.frame);
      }
      if (outcome.is === 'read') {
        const { person, room, seq } = outcome;
        sessions.sendToPerson(person, { type: 'read', room, seq });
      }
    }
  }

  /** After a failure it is unknown which clients got the changes: all reconnect and resync. */
  #disconnectAll(error: unknown): void {
    this.#deps.reportError(error);
    this.#deps.disconnectAll();
  }
}
