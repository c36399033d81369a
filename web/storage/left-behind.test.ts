import assert from 'node:assert/strict';
import test from 'node:test';
import { TestingStorage } from '../test-support/storage.ts';
import { discardLeft, leftBehind } from './left-behind.ts';

const unsent = (id: string, person: string) => [
  `unsent/${id}`,
  JSON.stringify({
    origin: { you: { id: person, name: person }, epoch: 'e' },
    pending: {
      change: { type: 'post', id, room: 'general', text: 'coucou' },
      at: 1,
      is: 'waiting',
    },
  }),
];

test('who left drafts or unsent commands is known by name, and others are forgotten', (t) => {
  const { kept } = storageWith(t);
  assert.deepEqual(leftBehind('p-ada'), [
    { id: 'p-toto', name: 'Toto' },
    { id: 'p-tata', name: 'Tata' },
  ]);
  assert.deepEqual(
    [...kept.keys()].filter((key) => key.startsWith('owner/')),
    ['owner/p-ada', 'owner/p-toto', 'owner/p-tata'],
  );
});

test('discarding deletes what one person left, and nothing else', (t) => {
  const { kept } = storageWith(t);
  discardLeft({ id: 'p-toto', name: 'Toto' });
  discardLeft({ id: 'p-tata', name: 'Tata' });
  assert.deepEqual(leftBehind('p-ada'), []);
  assert.deepEqual([...kept.keys()], ['owner/p-ada', 'draft/p-ada/general', 'unsent/m-ada']);
});

function storageWith(t: Parameters<typeof TestingStorage.of>[0]): TestingStorage {
  const storage = TestingStorage.of(t);
  const entries = [
    ['owner/p-ada', 'Ada'],
    ['owner/p-toto', 'Toto'],
    ['owner/p-tata', 'Tata'],
    ['owner/p-zoe', 'Zoé'],
    ['draft/p-ada/general', 'mine'],
    ['draft/p-toto/general', 'half a thought'],
    unsent('m-ada', 'p-ada'),
    unsent('m-tata', 'p-tata'),
  ];
  for (const [key, text] of entries) storage.kept.set(key!, text!);
  return storage;
}
