import type { Rule, Violation } from './rule.ts';
import { isCreation, told, type Deed } from './facts.ts';

/** Acknowledged is kept, as the revision that was told; refused is not kept. */
export const answersHold: Rule = ({ deeds }) => [...deeds.values()].flatMap(faultsOf);

function faultsOf(deed: Deed): Violation[] {
  const { answer, rev } = deed;
  if (answer === undefined) return [];
  if (answer.is === 'refused') {
    if (rev === undefined) return [];
    return wrong(`${told(deed)} was refused (${answer.code}) and is in the store all the same.`);
  }
  if (rev === undefined) {
    const says = `${told(deed)} was acknowledged as ${answer.rev} and is not in the store.`;
    return [{ is: 'lost', says }];
  }
  if ((answer.rev ?? null) === rev) return [];
  return wrong(`${told(deed)} was acknowledged as ${answer.rev} and is kept as ${rev}.`);
}

/** A message has one place and a place one message, within the revisions of its room. */
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
      if (isAgain) return [{ is: 'doubled', says: `The message ${id} is in the store twice.` }];
      return faults.map((key) => ({ is: 'doubled', says: `The ${key} holds two messages.` }));
    }),
  );
};

/** Everything in the store was asked for, by its author and for its room. */
export const nothingIsUnasked: Rule = ({ run, deeds, messages }) => {
  const people = new Set(run.histories.map(({ person }) => person.id));
  const posted = [...messages.values()].flatMap(({ room, message }) => {
    const { id, author, seq } = message;
    const deed = deeds.get(id);
    const isAsked =
      deed !== undefined &&
      isCreation(deed.change) &&
      deed.by.id === author.id &&
      'room' in deed.change &&
      deed.change.room === room;
    if (isAsked) return [];
    return wrong(`Nobody asked for the message ${id} by ${author.name} at ${seq} of #${room}.`);
  });
  const made = run.kept.answers.flatMap(({ person, id }) =>
    !people.has(person) || deeds.get(id)?.by.id === person
      ? []
      : wrong(`Nobody asked for the change ${id} of ${person}.`),
  );
  return [...posted, ...made];
};

function wrong(says: string): Violation[] {
  return [{ is: 'wrong', says }];
}
