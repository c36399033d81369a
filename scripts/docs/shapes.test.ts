import assert from 'node:assert/strict';
import test from 'node:test';
import { Type } from 'typebox';
import { pairOf, shape, text, whole } from '../../protocol/shape.ts';
import { shapesIn } from './shapes.ts';

const source = `/** Somebody. */
export const Author = shape('Author', {
export const other = 1;
/**
 * A line
 * of text.
 */
export const Line = shape('Line', {
`;

test('a shape is read with its fields, their types and their meanings, in the order of the source', () => {
  const Author = shape('Author', { id: text() });
  const Line = shape('Line', {
    kind: Type.Literal('line'),
    by: Author,
    readers: Type.Optional(Type.Array(Author)),
    score: pairOf(Type.Union([whole(), Type.Null()]), 'The points of each.'),
  });
  const field = (name: string, type: string, more: object = {}): object => ({
    name,
    isOptional: false,
    type,
    meaning: '',
    ...more,
  });
  assert.deepEqual(shapesIn(source, { Line, other: 1, Author }), [
    { name: 'Author', parent: undefined, meaning: 'Somebody.', fields: [field('id', 'string')] },
    {
      name: 'Line',
      parent: undefined,
      meaning: 'A line of text.',
      fields: [
        field('kind', "'line'"),
        field('by', 'Author'),
        field('readers', 'Author[]', { isOptional: true }),
        field('score', '[number | null, number | null]', { meaning: 'The points of each.' }),
      ],
    },
  ]);
});
