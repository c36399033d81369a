import type { Message, Person } from '../../../protocol/model.ts';
import type { Asked, Event, Run } from './history.ts';

/** One change that somebody asked for, what they were told of it, and what the store holds of it. */
export interface Deed {
  by: Person;
  change: Asked;
  answer: Extract<Event, { is: 'acked' | 'refused' }> | undefined;
  /** The revision as which it is kept; null: it has none; undefined: it is not kept. */
  rev: number | null | undefined;
}

/** A run in the order in which rules ask about it. */
export interface Facts {
  run: Run;
  /** By id, each person's in the order in which they asked. */
  deeds: ReadonlyMap<string, Deed>;
  messages: ReadonlyMap<string, { room: string; message: Message }>;
  /** What is kept of changes to a message, in the order in which they were made. */
  madeTo: (message: string) => readonly Deed[];
}

export function factsOf(run: Run): Facts {
  const messages = new Map(
    run.kept.rooms.flatMap(({ room, messages: list }) =>
      list.map((message) => [message.id, { room, message }] as const),
    ),
  );
  const answers = new Map(
    run.kept.answers.map(({ person, id, rev }) => [`${person}/${id}`, rev] as const),
  );
  const deeds = new Map<string, Deed>();
  for (const { person, events } of run.histories) {
    for (const event of events) {
      if (event.is === 'asked') {
        const { change } = event;
        const rev = isCreation(change)
          ? messages.get(change.id)?.message.seq
          : answers.get(`${person.id}/${change.id}`);
        deeds.set(change.id, { by: person, change, answer: undefined, rev });
      } else if (event.is === 'acked' || event.is === 'refused') {
        const deed = deeds.get(event.id);
        if (deed !== undefined) deed.answer = event;
      }
    }
  }
  const made = byMessage([...deeds.values()]);
  return { run, deeds, messages, madeTo: (message) => made.get(message) ?? [] };
}

/** Whether a change makes a message. */
export function isCreation({ type }: Asked): boolean {
  return type === 'post' || type === 'game.propose';
}

/** A deed in words: whose, which, and of what. */
export function told({ by, change }: Pick<Deed, 'by' | 'change'>): string {
  return `${by.name}'s ${change.type} ${change.id}`;
}

function byMessage(deeds: readonly Deed[]): Map<string, Deed[]> {
  const made = new Map<string, Deed[]>();
  for (const deed of deeds) {
    if (!('message' in deed.change) || deed.rev === undefined) continue;
    const { message } = deed.change;
    made.set(message, [...(made.get(message) ?? []), deed]);
  }
  for (const list of made.values()) list.sort((a, b) => (a.rev ?? 0) - (b.rev ?? 0));
  return made;
}
