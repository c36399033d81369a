import assert from 'node:assert/strict';
import test from 'node:test';
import fastify from 'fastify';
import { logOptions } from './log.ts';

test('client input is logged as JSON without terminal control characters', () => {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const { log } = fastify({ logger: { ...logOptions('info'), stream } });
  log.info({ url: '/\u009B2J\u202E' }, 'one\n\u001B[2J\u007Ftwo');
  const [line = ''] = lines;
  assert.match(line, /^[^\p{Cc}\u202E]+\n$/u);
  const { url, msg } = JSON.parse(line) as Record<string, string>;
  assert.deepEqual([url, msg], ['/<U+009B>2J<U+202E>', 'one\n\u001B[2J␡two']);
});
