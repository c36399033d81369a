import assert from 'node:assert/strict';
import test from 'node:test';
import { Type } from 'typebox';
import { shape, text } from '../../../protocol/shape.ts';
import { Components } from './components.ts';

test('a named schema becomes a reference wherever it stands, and a component', () => {
  const Author = shape('Author', { id: text() });
  const Line = shape('Line', { by: Author, to: Type.Optional(Author) });
  const components = new Components();
  const route = { response: { 200: Type.Array(Line) } };
  const author = { $ref: '#/components/schemas/Author' };
  assert.deepEqual(components.withReferences(route), {
    response: { 200: { type: 'array', items: { $ref: '#/components/schemas/Line' } } },
  });
  assert.deepEqual(components.schemas, {
    Author: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    Line: { type: 'object', properties: { by: author, to: author }, required: ['by'] },
  });
});
