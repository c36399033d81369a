import { isAmong, type Audience } from '../commands/outcome.ts';
import type { Subscriber } from './subscriber.ts';

/** What the hub knows of a subscriber. */
export interface Subscription {
  readonly rooms: Set<string>;
  /** The rooms to catch up with, each with the revision that the subscriber has. */
  readonly behind: Map<string, number>;
  /** The running catch-up, if any. */
  catchingUp: Promise<void> | undefined;
}

/** The rooms that each subscriber follows. */
export class Subscriptions {
  readonly #all = new Map<Subscriber, Subscription>();

  find(subscriber: Subscriber): Subscription | undefined {
    return this.#all.get(subscriber);
  }

  /** Finds or adds the subscription of a subscriber. */
  of(subscriber: Subscriber): Subscription {
    const known = this.#all.get(subscriber);
    if (known !== undefined) return known;
    const subscription = { rooms: new Set<string>(), behind: new Map(), catchingUp: undefined };
    this.#all.set(subscriber, subscription);
    return subscription;
  }

  delete(subscriber: Subscriber): void {
    this.#all.delete(subscriber);
  }

  /** The subscribers of a room among these people. */
  in(room: string, people: Audience): Subscriber[] {
    return [...this.#all]
      .filter(([, { rooms }]) => rooms.has(room))
      .map(([subscriber]) => subscriber)
      .filter(({ person }) => isAmong(people, person.id));
  }
}
