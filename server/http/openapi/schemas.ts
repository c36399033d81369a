import { commands } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import { refusals } from '../../../protocol/refusals.ts';

const text = { type: 'string' };
const number = { type: 'integer', minimum: 0 };
const time = { type: 'integer', description: 'Milliseconds since 1970.' };

const person = object({ id: text, name: text, via: { const: 'text' } }, ['via']);
const placed = { id: text, seq: number, rev: number, author: refer('Person'), at: time };
const room = { type: 'string', description: 'The id of the room.' };
const people = { type: 'array', items: refer('Person') };
const messages = { type: 'array', items: refer('Message') };
const floor = {
  type: 'integer',
  description: 'Every message after this seq is included; 0 means that there are none before.',
};

/** Requests and responses of the HTTP interface, as JSON Schema. `protocol/` documents each in detail. */
export const schemas = {
  Person: person,
  Present: object({ id: text, name: text, via: { const: 'text' }, away: { type: 'boolean' } }, [
    'via',
  ]),
  Reaction: object({
    emoji: text,
    count: number,
    by: { ...people, maxItems: limits.reactionNames, description: 'The first people who used it.' },
  }),
  Reacted: object(
    {
      own: { type: 'array', items: text, description: 'The emoji that you used yourself.' },
      people: { ...people, maxItems: limits.page },
      next: { ...number, description: 'The value of after for the next page; absent on the last.' },
    },
    ['next'],
  ),
  TextMessage: object(
    {
      ...placed,
      kind: { const: 'text' },
      text,
      editedAt: time,
      reactions: { type: 'array', items: refer('Reaction') },
      line: text,
    },
    ['editedAt', 'reactions', 'line'],
  ),
  GameMessage: object(
    {
      ...placed,
      kind: { const: 'game' },
      game: text,
      seats: {
        type: 'array',
        items: { anyOf: [refer('Person'), { type: 'null' }] },
        minItems: 2,
        maxItems: 2,
      },
      invited: refer('Person'),
      moves: { type: 'array', items: number },
      gone: { type: 'array', items: { type: ['integer', 'null'] }, minItems: 2, maxItems: 2 },
      score: { type: 'array', items: number, minItems: 2, maxItems: 2 },
      result: { type: 'object', properties: { is: text }, required: ['is'] },
      rematch: text,
    },
    ['invited', 'result', 'rematch'],
  ),
  DeletedMessage: object({ ...placed, kind: { const: 'deleted' } }),
  Message: { oneOf: [refer('TextMessage'), refer('GameMessage'), refer('DeletedMessage')] },
  Room: object({
    id: { ...text, description: 'Permanent: used in commands and URLs.' },
    name: text,
    topic: text,
    rev: number,
    at: { ...time, description: 'Time of the last message: milliseconds since 1970.' },
    read: number,
    unread: number,
  }),
  FoundPeople: object({
    room,
    count: { ...number, description: 'Number of people in the room.' },
    found: { ...number, description: 'Number of people whose names match.' },
    people: { type: 'array', items: refer('Present'), maxItems: limits.found },
  }),
  RoomList: object({ epoch: text, rooms: { type: 'array', items: refer('Room') } }),
  History: object({ room, rev: number, messages, floor }),
  RoomChanges: object(
    {
      type: { const: 'changes' },
      room,
      from: number,
      rev: number,
      messages,
      reset: {
        const: true,
        description: 'Discard what you have of this room: these are its newest messages.',
      },
      floor,
    },
    ['reset', 'floor'],
  ),
  Session: object({ person: { anyOf: [refer('Person'), { type: 'null' }] } }),
  NewSession: object({ name: text }),
  SessionMade: object({ person: refer('Person'), token: text }),
  ConnectionMade: object({ connection: text }),
  // A copy of a typebox schema is plain JSON Schema: its internal symbols are not copied.
  Command: { oneOf: Object.values(commands).map((schema) => ({ ...schema })) },
  CommandList: { type: 'array', items: refer('Command') },
  Ack: object({ type: { const: 'ack' }, id: text, rev: number }, ['rev']),
  Refusal: object(
    {
      code: { type: 'string', enum: Object.keys(refusals) },
      message: { type: 'string', description: 'A sentence for people.' },
      path: { type: 'string', description: 'A JSON pointer to the fault.' },
      retryAfter: { type: 'number', description: 'Seconds.' },
      suggestion: { type: 'string', description: 'A similar name that is free.' },
    },
    ['path', 'retryAfter', 'suggestion'],
  ),
};

function refer(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

function object(properties: Record<string, object>, optional: string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required };
}
