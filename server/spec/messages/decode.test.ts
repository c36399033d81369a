import assert from 'node:assert/strict';
import test from 'node:test';
import { decode, parse } from '../../sessions/decode.ts';
import { post } from '../../test-support/running/test-clients.ts';

const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;

test('a decoded command has its own fields only, whatever else the frame has', () => {
  const text = JSON.stringify(post('message-1'));
  const more = `"at":1,"line":"[Ada]: no","by":{"id":"p"},"__proto__":{"x":1},"x":${deep}`;
  const decoded = decode(parse(text.replace('}', `,${more}}`)));
  assert.ok(decoded.refusal === undefined);
  assert.deepEqual(decoded.command, post('message-1'));
});

test('nested values are no valid text, room, id or revision', () => {
  const faults = ['text', 'room', 'id'].map((field) => {
    const text = JSON.stringify({ ...post('message-1'), [field]: '…' });
    return decode(parse(text.replace('"…"', deep))).refusal;
  });
  faults.push(decode(parse(`{"type":"follow","rooms":{"general":${deep}}}`)).refusal);
  assert.deepEqual(
    faults.map((fault) => [fault?.code, fault?.path]),
    ['/text', '/room', '/id', '/rooms/general'].map((path) => ['invalid_field', path]),
  );
});

test('a text that is too long has its own refusal, other faulty fields are invalid', () => {
  const long = 'x'.repeat(5_000);
  const commands = [
    post('message-1', long),
    { type: 'edit', id: 'change-01', message: 'message-1', text: long },
    { type: 'room.create', id: 'change-01', name: long },
    { type: 'room.create', id: 'change-01', name: 'tea', topic: long },
    { type: 'react', id: 'change-01', message: 'message-1', emoji: long, on: true },
    post('message-1', 'coucou', long),
    { type: 'game.propose', id: 'change-01', room: 'general', game: 'morpion', to: long },
  ];
  assert.deepEqual(
    commands.map((command) => decode(command).refusal).map((fault) => [fault?.code, fault?.path]),
    [
      ['text_too_long', '/text'],
      ['text_too_long', '/text'],
      ['invalid_room_name', '/name'],
      ['topic_too_long', '/topic'],
      ['invalid_emoji', '/emoji'],
      ['invalid_field', '/room'],
      ['invalid_field', '/to'],
    ],
  );
});

test('names the rule of the field at fault', () => {
  const faulty = [
    post('short'),
    { ...post('message-1'), text: 7 },
    { type: 'post', id: 'message-1', room: 'general' },
    { type: 'follow', rooms: { general: '1' } },
    { type: 'read', room: 'general', seq: -1 },
  ];
  assert.deepEqual(
    faulty.map((command) => decode(command).refusal?.message),
    [
      'Field `id`: 8 to 64 letters, digits, `-` or `_`.',
      'Field `text`: 0 to 4,000 characters.',
      'Field `text` is missing.',
      'Field `rooms`: object of whole numbers.',
      'Field `seq`: whole number from 0.',
    ],
  );
});
