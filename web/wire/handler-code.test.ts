import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { handlerCode } from './handler-code.ts';

const [connection, chat] = ['connection/connection', 'chat'].map((name) =>
  readFileSync(join(import.meta.dirname, `../../client/${name}.ts`), 'utf8'),
);

test('each of the four handlers is found in the client as it is: where it is set, and what it runs', () => {
  for (const name of ['onopen', 'onmessage', 'onclose', 'onerror']) {
    const [set, method] = handlerCode(connection!, name);
    assert.match(set!.lines.join(''), new RegExp(`^transport\\.${name} = `, 'u'));
    assert.match(method!.lines[0]!, /^#\w+\(.*\{$/u);
    const calls = method!.lines.filter((line) => line.startsWith(`  this.${name}(`));
    assert.equal(calls.length, 1, name);
    assert.equal(method!.lines.at(-1), '}');
  }
});

test('and what the chat does then', () => {
  const [set, method] = handlerCode(chat!, 'onmessage');
  assert.match(set!.lines.join(''), /^this\.connection\.onmessage = /u);
  assert.match(method!.lines.join(''), /^#received\(frame: Frame\)/u);
  assert.deepEqual(handlerCode(chat!, 'onerror'), []);
});

test('the numbers are those of the lines in the file', () => {
  const source = `class A {
  b() {
    line.onopen = () => this.#c();
  }

  #c(): void {
    d();
  }
}`;
  assert.deepEqual(handlerCode(source, 'onopen'), [
    { from: 3, lines: ['line.onopen = () => this.#c();'] },
    { from: 6, lines: ['#c(): void {', '  d();', '}'] },
  ]);
  assert.deepEqual(handlerCode(source, 'onclose'), []);
});
