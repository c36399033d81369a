import assert from 'node:assert/strict';
import test from 'node:test';
import { interfacesIn } from './interfaces.ts';

const source = `import type { B } from './b.ts';

/** Something else. */
const other = 1;

/**
 * The first frame
 * of every connection.
 */
export interface A extends B {
  type: 'a';
  /** Who it is. */
  you?: string;
  limits: { text: number; frame: number };
}

interface Bare {
  one: 1;
}
`;

test('an interface is read with its parent, its fields and their meanings', () => {
  assert.deepEqual(interfacesIn(source), [
    {
      name: 'A',
      parent: 'B',
      meaning: 'The first frame of every connection.',
      fields: [
        { name: 'type', isOptional: false, type: "'a'", meaning: '' },
        { name: 'you', isOptional: true, type: 'string', meaning: 'Who it is.' },
        { name: 'limits', isOptional: false, type: '{ text: number; frame: number }', meaning: '' },
      ],
    },
    {
      name: 'Bare',
      parent: undefined,
      meaning: '',
      fields: [{ name: 'one', isOptional: false, type: '1', meaning: '' }],
    },
  ]);
});
