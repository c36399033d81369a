import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { commands, type Command } from './commands.ts';
import { limits } from './limits.ts';

const id = '0198c1f2-0000-7000-8000-000000000001';
const message = '0198c1f2-0000-7000-8000-000000000002';

const good: { [Type in Command['type']]: Extract<Command, { type: Type }> } = {
  post: { type: 'post', id, room: 'general', text: 'coucou' },
  edit: { type: 'edit', id, message, text: 'coucou !' },
  delete: { type: 'delete', id, message },
  react: { type: 'react', id, message, emoji: '👍', on: true },
  read: { type: 'read', room: 'general', seq: 12 },
  'game.propose': {
    type: 'game.propose',
    id,
    room: 'general',
    game: 'morpion',
    to: 'p',
    again: id,
  },
  'game.accept': { type: 'game.accept', id, message },
  'game.withdraw': { type: 'game.withdraw', id, message },
  'game.play': { type: 'game.play', id, message, ply: 0, move: 4 },
  'game.resign': { type: 'game.resign', id, message },
  'game.claim': { type: 'game.claim', id, message },
  'room.create': { type: 'room.create', id, name: 'tea', topic: 'Tea only' },
  'room.change': { type: 'room.change', id, room: 'tea', name: 'Tea', topic: 'Tea only' },
  'room.invite': { type: 'room.invite', id, room: 'tea', people: ['p'] },
  'room.remove': { type: 'room.remove', id, room: 'tea', person: 'p' },
  'room.join': { type: 'room.join', id, room: 'tea' },
  'room.leave': { type: 'room.leave', id, room: 'tea' },
  'room.archive': { type: 'room.archive', id, room: 'tea', on: true },
  'room.delete': { type: 'room.delete', id, room: 'tea', name: 'Tea' },
  follow: { type: 'follow', epoch: 'e1', rooms: { general: 1_309, tea: 0 } },
  typing: { type: 'typing', room: 'general' },
  presence: { type: 'presence', id: 'p', room: 'general', away: false },
  'people.find': { type: 'people.find', room: 'general', text: 'to' },
};

const types = Object.keys(good) as Command['type'][];
const checks = Object.fromEntries(types.map((type) => [type, Compile(commands[type])]));

test('accepts each valid command, also with unknown fields', () => {
  for (const type of types) {
    assert.ok(passes(type, good[type]), type);
    assert.ok(passes(type, { ...good[type], color: 'blue', at: { x: [1] } }), type);
  }
});

test('requires each field of a command except the optional ones', () => {
  const optional = new Set(['epoch', 'topic', 'to', 'again']);
  for (const type of types) {
    for (const field of Object.keys(good[type])) {
      const { [field]: _left, ...rest } = { ...good[type] } as Record<string, unknown>;
      const isOptional = optional.has(field) || (type === 'room.change' && field === 'name');
      const mayLack = isOptional || (type === 'presence' && field === 'id');
      assert.equal(passes(type, rest), mayLack, `${type} without ${field}`);
    }
  }
});

test('refuses any other type for each field', () => {
  for (const type of types) {
    for (const [field, value] of Object.entries(good[type])) {
      for (const wrong of [null, [value], { value }, typeof value === 'string' ? 7 : 'seven']) {
        assert.ok(!passes(type, { ...good[type], [field]: wrong }), `${type}.${field}`);
      }
    }
  }
});

test('a stored id has 8 to 64 letters, digits, hyphens or underscores', () => {
  const ids = ['a'.repeat(8), 'a'.repeat(64), 'a_B-0123', 'a'.repeat(7), 'a'.repeat(65)];
  assert.deepEqual(
    [...ids, '12345678\n', '1234 5678', 'éééééééé'].map((each) =>
      passes('post', { ...good.post, id: each }),
    ),
    [true, true, true, false, false, false, false, false],
  );
});

test('a seq is a whole number that JSON represents exactly', () => {
  assert.deepEqual(
    [0, Number.MAX_SAFE_INTEGER, -1, 1.5, 2 ** 53].map((seq) =>
      passes('read', { ...good.read, seq }),
    ),
    [true, true, false, false, false],
  );
});

test('follow maps every room to a revision, whatever its name', () => {
  const follow = (json: string): boolean =>
    passes('follow', { type: 'follow', rooms: JSON.parse(json) as unknown });
  assert.deepEqual(
    ['{}', '{"a":"1"}', '{"a\\nb":"1"}', '{"__proto__":"1"}', '{"":-1}', '[]', 'null'].map(follow),
    [true, false, false, false, false, false, false],
  );
});

test('follow accepts as many rooms as there may be', () => {
  const rooms = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, room) => [`room-${room}`, 0]));
  assert.ok(passes('follow', { type: 'follow', rooms: rooms(limits.rooms) }));
  assert.ok(!passes('follow', { type: 'follow', rooms: rooms(limits.rooms + 1) }));
});

test('validates any JSON without throwing', () => {
  const almost = fc.record(
    {
      type: fc.constantFrom(...types),
      id: fc.jsonValue(),
      room: fc.jsonValue(),
      rooms: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), almost), (value) => {
      for (const type of types) assert.equal(typeof passes(type, value), 'boolean');
    }),
  );
});

function passes(type: Command['type'], value: unknown): boolean {
  return checks[type]!.Check(value);
}
