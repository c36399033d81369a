import { isDeepStrictEqual } from 'node:util';
import { limits } from '../../../protocol/limits.ts';
import type { Message, Reaction } from '../../../protocol/model.ts';
import type { RequestedChange } from './history.ts';
import type { Rule, Violation } from './rule.ts';
import { describe, type ChangeRecord } from './facts.ts';

/** A text as its post and its changes produce it. */
interface Made {
  kind: 'text' | 'deleted';
  text?: string;
  /** Emoji with the ids of the people who put them there. */
  reactions: [emoji: string, by: string[]][];
  isEdited: boolean;
  rev: number;
}

/** The same as clients see it: emoji with counts and the first people. */
interface Seen extends Omit<Made, 'reactions'> {
  reactions: [emoji: string, count: number, first: string[]][];
}

/** Every text is exactly what its author's changes and the reactions produce. */
export const textsAreAsTheyWereMade: Rule = ({ records, messages, madeTo }) =>
  [...messages.values()].flatMap(({ room, message }): Violation[] => {
    const post = records.get(message.id);
    if (post?.change.type !== 'post') return [];
    const changes = madeTo(message.id);
    const strangers = changes.filter(({ by, change }) => change.type !== 'react' && by !== post.by);
    const faults = strangers.map((record) =>
      wrong(`${describe(record)} changed a message of another.`),
    );
    const made = asSeen(changes.reduce(change, posted(post, message.seq)));
    const is = seen(message);
    if (isDeepStrictEqual(is, made)) return faults;
    const text = `The message ${message.id} at ${message.seq} of #${room} is ${shown(is)}, and was made ${shown(made)}.`;
    return [...faults, wrong(text)];
  });

function posted({ change }: ChangeRecord, seq: number): Made {
  const { text } = change as Extract<RequestedChange, { type: 'post' }>;
  return { kind: 'text', text, reactions: [], isEdited: false, rev: seq };
}

function change(made: Made, { by, change: requested, rev }: ChangeRecord): Made {
  const next = { ...made, rev: Math.max(made.rev, rev ?? 0) };
  switch (requested.type) {
    case 'edit':
      return { ...next, text: requested.text, isEdited: true };
    case 'delete':
      return { kind: 'deleted', reactions: [], isEdited: false, rev: next.rev };
    case 'react':
      return { ...next, reactions: reacted(made.reactions, requested, by.id) };
    default:
      return next;
  }
}

function reacted(
  reactions: Made['reactions'],
  { emoji, on }: Extract<RequestedChange, { type: 'react' }>,
  person: string,
): Made['reactions'] {
  const known = reactions.find(([each]) => each === emoji);
  const isOn = known?.[1].includes(person) ?? false;
  if (isOn === on) return reactions;
  if (known === undefined) return [...reactions, [emoji, [person]]];
  const by = on ? [...known[1], person] : known[1].filter((each) => each !== person);
  const next = reactions.map((each): [string, string[]] => (each === known ? [emoji, by] : each));
  return next.filter(([, people]) => people.length > 0);
}

function asSeen({ reactions, ...made }: Made): Seen {
  const named = limits.reactionNames;
  return {
    ...made,
    reactions: reactions.map(([emoji, by]) => [emoji, by.length, by.slice(0, named)]),
  };
}

function seen(message: Message): Seen {
  const { rev } = message;
  if (message.kind !== 'text') return { kind: 'deleted', reactions: [], isEdited: false, rev };
  const { text, editedAt } = message;
  const reactions = (message.reactions ?? []).map(plain);
  return { kind: 'text', text, reactions, isEdited: editedAt !== undefined, rev };
}

function plain({ emoji, count, by }: Reaction): Seen['reactions'][number] {
  return [emoji, count, by.map(({ id }) => id)];
}

function shown(made: Seen): string {
  return JSON.stringify(made);
}

function wrong(text: string): Violation {
  return { is: 'wrong', text };
}
