import type { Message, Person } from '../../../protocol/model.ts';
import type { RequestedChange, Event, Run } from './history.ts';

/** A requested change, its answer, and what the store holds of it. */
export interface ChangeRecord {
  by: Person;
  change: RequestedChange;
  answer: Extract<Event, { is: 'acked' | 'refused' }> | undefined;
  /** Its revision in the store; null: it has none; undefined: it is not stored. */
  rev: number | null | undefined;
}

/** The facts of a run, indexed for the rules. */
export interface Facts {
  run: Run;
  /** By id; those of one person in the order requested. */
  records: ReadonlyMap<string, ChangeRecord>;
  messages: ReadonlyMap<string, { room: string; message: Message }>;
  /** The stored changes of a message, in the order of their revisions. */
  madeTo: (message: string) => readonly ChangeRecord[];
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
  const records = new Map<string, ChangeRecord>();
  for (const { person, events } of run.histories) {
    for (const event of events) {
      if (event.is === 'requested') {
        const { change } = event;
        const rev = isCreation(change)
          ? messages.get(change.id)?.message.seq
          : answers.get(`${person.id}/${change.id}`);
        records.set(change.id, { by: person, change, answer: undefined, rev });
      } else if (event.is === 'acked' || event.is === 'refused') {
        const record = records.get(event.id);
        if (record !== undefined) record.answer = event;
      }
    }
  }
  const made = byMessage([...records.values()]);
  return { run, records, messages, madeTo: (message) => made.get(message) ?? [] };
}

/** Whether a change creates a message. */
export function isCreation({ type }: RequestedChange): boolean {
  return type === 'post' || type === 'game.propose';
}

/** Describes a change: who, what, and which message. */
export function describe({ by, change }: Pick<ChangeRecord, 'by' | 'change'>): string {
  return `${by.name}'s ${change.type} ${change.id}`;
}

function byMessage(records: readonly ChangeRecord[]): Map<string, ChangeRecord[]> {
  const made = new Map<string, ChangeRecord[]>();
  for (const record of records) {
    if (!('message' in record.change) || record.rev === undefined) continue;
    const { message } = record.change;
    made.set(message, [...(made.get(message) ?? []), record]);
  }
  for (const list of made.values()) list.sort((a, b) => (a.rev ?? 0) - (b.rev ?? 0));
  return made;
}
