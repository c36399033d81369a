import assert from 'node:assert/strict';
import test from 'node:test';
import { anchorsIn, brokenReferences } from './references.ts';
import { root } from './generated.ts';

test('a file that is not there is named', () => {
  const text = 'See `protocol/limits.ts`, `protocol/none.ts` and `server/{app,none}.ts`.';
  assert.deepEqual(brokenReferences([{ path: 'docs/a.md', text }], root), [
    'docs/a.md: there is no protocol/none.ts',
  ]);
});

test('a link leads to a file or to a section of one', () => {
  const documents = [
    {
      path: 'docs/a.md',
      text: '[b](b.md#the-way) [top](../README.md) [own](#a) [x](x.md) [y](b.md#y)',
    },
    { path: 'docs/b.md', text: '# The way' },
  ];
  assert.deepEqual(brokenReferences(documents, root), [
    'docs/a.md: the link to #a leads nowhere',
    'docs/a.md: the link to x.md leads nowhere',
    'docs/a.md: the link to b.md#y leads nowhere',
  ]);
});

test('an address of the web is nobody’s file', () => {
  const text = '[Node](https://nodejs.org)';
  assert.deepEqual(brokenReferences([{ path: 'README.md', text }], root), []);
});

test('anchors are those of GitHub', () => {
  const text = '# Health, and metrics\n## `POST /api`\n```sh\n# no heading\n```\n';
  assert.deepEqual([...anchorsIn(text)], ['health-and-metrics', 'post-api']);
});
