import type { Rule, Violation } from './rule.ts';
import { isCreation, describe, type ChangeRecord } from './facts.ts';

/** An acknowledged change is stored with the acknowledged revision; a refused one is not stored. */
export const answersHold: Rule = ({ records }) => [...records.values()].flatMap(faultsOf);

function faultsOf(record: ChangeRecord): Violation[] {
  const { answer, rev } = record;
  if (answer === undefined) return [];
  if (answer.is === 'refused') {
    if (rev === undefined) return [];
    return wrong(
      `${describe(record)} was refused (${answer.code}) and is in the store all the same.`,
    );
  }
  if (rev === undefined) {
    const text = `${describe(record)} was acknowledged as ${answer.rev} and is not in the store.`;
    return [{ is: 'lost', text }];
  }
  if ((answer.rev ?? null) === rev) return [];
  return wrong(`${describe(record)} was acknowledged as ${answer.rev} and is kept as ${rev}.`);
}

/** A message has one place, a place one message, and both are within the revisions of the room. */
export const placesAreSingle: Rule = ({ run }) => {
  const known = new Map<string, string>();
  return run.kept.rooms.flatMap(({ room, rev, messages }) =>
    messages.flatMap(({ id, seq, rev: changed }): Violation[] => {
      const keys = [`message ${id}`, `place ${seq} of #${room}`, `revision ${changed} of #${room}`];
      const faults = keys.filter((key) => known.has(key) && known.get(key) !== `${id} ${room}`);
      const isAgain = known.has(keys[0]!);
      for (const key of keys) known.set(key, `${id} ${room}`);
      if (seq > changed || changed > rev) {
        return wrong(`${id} at ${seq} is at revision ${changed} of ${rev} in #${room}.`);
      }
      if (isAgain) return [{ is: 'doubled', text: `The message ${id} is in the store twice.` }];
      return faults.map((key) => ({ is: 'doubled', text: `The ${key} holds two messages.` }));
    }),
  );
};

/** Everything in the store was requested, by its author and for its room. */
export const nothingIsUnrequested: Rule = ({ run, records, messages }) => {
  const people = new Set(run.histories.map(({ person }) => person.id));
  const posted = [...messages.values()].flatMap(({ room, message }) => {
    const { id, author, seq } = message;
    const record = records.get(id);
    const isRequested =
      record !== undefined &&
      isCreation(record.change) &&
      record.by.id === author.id &&
      'room' in record.change &&
      record.change.room === room;
    if (isRequested) return [];
    return wrong(`Nobody requested the message ${id} by ${author.name} at ${seq} of #${room}.`);
  });
  const made = run.kept.answers.flatMap(({ person, id }) =>
    !people.has(person) || records.get(id)?.by.id === person
      ? []
      : wrong(`Nobody requested the change ${id} of ${person}.`),
  );
  return [...posted, ...made];
};

function wrong(text: string): Violation[] {
  return [{ is: 'wrong', text }];
}
