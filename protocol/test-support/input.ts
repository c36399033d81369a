import fc from 'fast-check';
import { commands } from '../commands.ts';

const ids = ['message-1', 'message-2', 'message-3', 'change-01', 'change-02'];
const rooms = ['general', 'GENERAL', 'tea', 'nowhere', '__proto__'];
const texts = ['coucou', '', '🦊', '\uD800', '\u0000', '<b>'];
const place = fc.oneof(fc.nat(9), fc.constantFrom(Number.MAX_SAFE_INTEGER, -1, 1.5));
const binary = fc.string({ unit: 'binary' });
const id = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ids) },
  { weight: 3, arbitrary: fc.nat(99).map((number) => `message-${number}`) },
);

/** A command, or nearly one. Few ids and rooms, so that commands interact. */
const command = fc.record(
  {
    type: fc.constantFrom(...Object.keys(commands), 'dance'),
    id: fc.oneof({ weight: 9, arbitrary: id }, fc.jsonValue()),
    room: fc.constantFrom(...rooms),
    message: id,
    text: fc.oneof(fc.constantFrom(...texts), binary),
    emoji: fc.constantFrom('👍', '🎉', 'x'),
    on: fc.boolean(),
    seq: place,
    name: fc.constantFrom(...rooms, '#Tea room', ''),
    topic: fc.constantFrom(...texts),
    rooms: fc.dictionary(fc.constantFrom(...rooms), place),
    away: fc.boolean(),
    game: fc.constantFrom('morpion', 'puissance-4', 'chess'),
    ply: place,
    move: place,
  },
  { requiredKeys: ['type', 'id'] },
);

/** A frame of a JSON client: mostly commands, sometimes anything. */
export const anyFrame: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: command.map((each) => JSON.stringify(each)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: binary },
);

/** A line of a plain-text client. */
export const anyLine: fc.Arbitrary<string> = fc.oneof(
  binary,
  fc.constantFrom('/join tea', '/join #general', '/name', '/rooms', '/', '//', '[a]: b', '[]: '),
  fc
    .constantFrom('name', 'join', 'morpion', 'play', 'claim')
    .chain((word) => binary.map((words) => `/${word} ${words}`)),
);

/** Up to 60 kB that are expensive to fold, compare, search or parse. */
const longText = fc
  .tuple(
    fc.constantFrom('\u0323\u0301', 'a\u0301\u0323', ' ', '\uFDFA', '🏳️‍🌈', '['),
    fc.constantFrom(33, 4_001, 60_000, 60_000),
  )
  .map(([unit, bytes]) => unit.repeat(Math.ceil(bytes / bytesIn(unit))));

function bytesIn(text: string): number {
  return encodeURIComponent(text).replace(/%../gu, '.').length;
}

/** A command with a long text in one field. */
export const anyLongFrame: fc.Arbitrary<string> = fc
  .record({
    own: command,
    field: fc.constantFrom('room', 'text', 'name', 'topic', 'emoji', 'game', 'to', 'epoch', 'id'),
    value: longText,
  })
  .map(({ own, field, value }) => JSON.stringify({ ...own, [field]: value }));

/** A command with an unknown, deeply nested field. */
export const anyDeepFrame: fc.Arbitrary<string> = fc
  .tuple(command, fc.constantFrom(100, 5_000, 30_000))
  .map(([own, depth]) => {
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    return `{"more":${deep},${JSON.stringify(own).slice(1)}`;
  });

export const anyLongLine: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('', '/name ', '/join ', '/morpion ', '/play ', '/', '['), longText)
  .map(([before, words]) => `${before}${words}${before === '[' ? ']: hi' : ''}`);
