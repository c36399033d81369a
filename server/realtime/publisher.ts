import type { RoomChanges } from '../../protocol/frames.ts';
import { roomChangesIn } from './coalesce.ts';
import type { Causette } from '../composition-root.ts';
import type { Outcome } from '../commands/outcome.ts';
import { TimeSlice } from '../runtime/cooperative-turns.ts';

/**
 * Tells everyone concerned what is on disk. A transaction may have changed many rooms, which takes
 * more than one turn of the event loop; none is told of the next before all were of this one.
 */
export class Publisher {
  readonly #causette: Causette;
  #begun: Promise<unknown> = Promise.resolve();

  constructor(causette: Causette) {
    this.#causette = causette;
  }

  /** Takes what became of one transaction. Resolves when everyone has been told. */
  async tell(outcomes: Outcome[]): Promise<void> {
    this.#causette.metrics.committed(outcomes);
    const begun = this.#begun.then(() => this.#begin(outcomes));
    this.#begun = begun;
    await Promise.all(await begun);
  }

  async #begin(outcomes: Outcome[]): Promise<Promise<void>[]> {
    const told: Promise<void>[] = [];
    const turn = new TimeSlice();
    try {
      await turn.end();
      for (const changes of roomChangesIn(outcomes)) {
        if (turn.isLong) await turn.end();
        told.push(this.#tellRoom(changes));
      }
      this.#tellPeople(outcomes);
    } catch (error) {
      this.#startOver(error);
    }
    return told;
  }

  async #tellRoom(changes: RoomChanges): Promise<void> {
    const { hub, typing, presence, openGames, absence } = this.#causette;
    try {
      const told = hub.announce(changes);
      typing.said(changes);
      presence.said(changes);
      openGames.changed(changes.messages);
      absence.changed(changes.messages);
      await told;
    } catch (error) {
      this.#startOver(error);
    }
  }

  #tellPeople(outcomes: Outcome[]): void {
    const { sessions } = this.#causette;
    for (const outcome of outcomes) {
      if (outcome.is === 'made') sessions.tellAll({ type: 'room', room: outcome.room });
      if (outcome.is === 'changed' && outcome.reaction !== undefined) {
        sessions.tellOwn(outcome.reaction.person, outcome.reaction.frame);
      }
      if (outcome.is === 'read') {
        const { person, room, seq } = outcome;
        sessions.tellOwn(person, { type: 'read', room, seq });
      }
    }
  }

  /** Nobody knows who was told what is on disk: everyone comes back and reads it from there. */
  #startOver(error: unknown): void {
    const { reportError, heartbeat } = this.#causette;
    reportError(error);
    for (const { sink } of heartbeat.all) sink.cut();
  }
}
