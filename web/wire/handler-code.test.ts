import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { handlerCode } from './handler-code.ts';

const [connection, chat] = ['connection/connection', 'chat'].map((name) =>
  readFileSync(join(import.meta.dirname, `../../client/${name}.ts`), 'utf8'),
);

test('finds each of the four handlers in the source of the client: where it is set, and what it runs', () => {
  for (const name of ['onopen', 'onmessage', 'onclose', 'onerror']) {
    const [set, method] = handlerCode(connection!, name);
    assert.match(set!.lines.join(''), new RegExp(`^transport\\.${name} = `, 'u'));
    assert.match(method!.lines[0]!, /^#\w+\(.*\{$/u);
    const calls = method!.lines.filter((line) => line.startsWith(`  this.${name}(`));
    assert.equal(calls.length, 1, name);
    assert.equal(method!.lines.at(-1), '}');
  }
});

test('finds what the chat runs on a frame', () => {
  const [set, method] = handlerCode(chat!, 'onmessage');
  assert.match(set!.lines.join(''), /^this\.connection\.onmessage = /u);
  assert.match(method!.lines.join(''), /^#received\(frame: Frame\)/u);
  assert.deepEqual(handlerCode(chat!, 'onerror'), []);
});

test('returns the line numbers of the file', () => {
  const source = `class A {
  b() {
    socket.onopen = () => this.#c();
  }

  #c(): void {
    d();
  }
}`;
  assert.deepEqual(handlerCode(source, 'onopen'), [
    { from: 3, lines: ['socket.onopen = () => this.#c();'] },
    { from: 6, lines: ['#c(): void {', '  d();', '}'] },
  ]);
  assert.deepEqual(handlerCode(source, 'onclose'), []);
});
