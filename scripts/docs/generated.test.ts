import assert from 'node:assert/strict';
import test from 'node:test';
import { commands } from '../../protocol/commands.ts';
import { frameTypes } from '../../protocol/frame-types.ts';
import { limits } from '../../protocol/limits.ts';
import { refusals } from '../../protocol/refusals.ts';
import { fill } from './generated.ts';
import { routeTable } from './route-table.ts';
import { code, table } from './table.ts';
import { commandTable, frameTable, limitTable, refusalTable } from './wire-tables.ts';

test('a table takes the place of what was between its markers', () => {
  const text = 'A\n<!-- generated: it -->\nold\n<!-- /generated -->\nB';
  const filled = 'A\n<!-- generated: it -->\n\nnew\n\n<!-- /generated -->\nB';
  assert.equal(fill(text, { it: 'new' }), filled);
  assert.equal(fill(filled, { it: 'new' }), filled);
});

test('a marker that names no table is an error', () => {
  assert.throws(() => fill('<!-- generated: none --><!-- /generated -->', {}), /no table "none"/u);
});

test('a cell has no line breaks, and no bar that would end it', () => {
  assert.equal(table(['a'], [['one\n two | three']]), '| a |\n| --- |\n| one two \\| three |');
});

test('every command, frame, refusal and limit has its row', () => {
  const tables: [string, object][] = [
    [commandTable(), commands],
    [frameTable(), frameTypes],
    [refusalTable(), refusals],
    [limitTable(), limits],
  ];
  for (const [rows, source] of tables)
    assert.deepEqual(firstCells(rows), Object.keys(source).map(code));
});

test('a route has its query, its body and its answers', () => {
  const schema = (name: string): object => ({ schema: { $ref: `#/components/schemas/${name}` } });
  const post = {
    summary: 'Opens it',
    parameters: [
      { name: 'room', in: 'path' },
      { name: 'after', in: 'query' },
    ],
    requestBody: { content: { 'application/json': schema('Asked') } },
    responses: {
      200: {
        content: { 'application/json': schema('Given'), 'text/event-stream': { schema: {} } },
      },
      default: { content: { 'application/json': schema('Refusal') } },
    },
  };
  const [, , row] = routeTable({ paths: { '/api/it': { post } } } as never).split('\n');
  assert.equal(row, '| `POST /api/it` | `after` | `Asked` | 200 `Given` or events | Opens it |');
});

function firstCells(rows: string): string[] {
  const lines = rows.split('\n').slice(2);
  return lines.map((line) => line.split(' | ')[0]!.slice(2));
}
