import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { TextMessage } from '../model.ts';
import { messageLine, readLine } from './lines.ts';

const anyLine = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('[', ']', ']:', ': ', ' ', 'Toto', 'É', 'E\u0301', '/', '\n', 'x'))
    .map((parts) => parts.join('')),
);

test('a line is a text of the connected person', () => {
  assert.deepEqual(readLine('coucou'), { is: 'say', text: 'coucou', line: 'coucou' });
});

test('a line in the form `[Name]: text` is a text under that name', () => {
  assert.deepEqual(readLine('[Toto]: coucou'), { is: 'say', text: 'coucou', name: 'Toto' });
  assert.deepEqual(readLine('[ Toto  B ]:salut'), {
    is: 'say',
    text: 'salut',
    name: 'Toto B',
    line: '[ Toto  B ]:salut',
  });
  assert.deepEqual(readLine('[Toto]: one\ntwo'), { is: 'say', text: 'one\ntwo', name: 'Toto' });
});

test('a line with an empty name or text is a plain text', () => {
  const lines = ['[]: x', '[\u200B]: x', '[Toto]:', '[Toto]:  ', '[Toto] x', 'x [Toto]: y'];
  assert.deepEqual(
    lines.map(readLine),
    lines.map((line) => ({ is: 'say', text: line, line })),
  );
});

test('a line that begins with a slash is a command', () => {
  assert.deepEqual(
    ['/help', '/HELP me', '/rooms', '/name  Anne  Marie ', '/join tea', '/dance now', '/'].map(
      readLine,
    ),
    [
      { is: 'help' },
      { is: 'help' },
      { is: 'rooms' },
      { is: 'name', name: 'Anne Marie' },
      { is: 'join', room: 'tea' },
      { is: 'unknown', word: 'dance' },
      { is: 'unknown', word: '' },
    ],
  );
});

test('two slashes begin a text with one slash', () => {
  const line = readLine('//help');
  assert.deepEqual(line, { is: 'say', text: '/help', line: '/help' });
  assert.equal(lineAfterKeeping('//help'), '/help');
});

test('a message of the page is shown under its author’s name', () => {
  assert.equal(messageLine(messageBy('Toto', { text: 'coucou' })), '[Toto]: coucou');
});

test('a message of a plain-text client is shown as it was sent', () => {
  fc.assert(
    fc.property(
      anyLine.filter((line) => !line.startsWith('/')),
      (line) => assert.equal(lineAfterKeeping(line), line),
    ),
  );
});

test('a text after two slashes is shown without the first', () => {
  fc.assert(
    fc.property(anyLine, (rest) => assert.equal(lineAfterKeeping(`//${rest}`), `/${rest}`)),
  );
});

test('parses any line', () => {
  fc.assert(
    fc.property(
      anyLine.filter((rest) => !rest.startsWith('/')),
      (rest) => assert.notEqual(readLine(`/${rest}`).is, 'say'),
    ),
  );
});

/** A line as plain-text clients read it, once it is a message. */
function lineAfterKeeping(raw: string): string | undefined {
  const line = readLine(raw);
  return line.is === 'say' ? messageLine(messageBy(line.name ?? 'Guest-1', line)) : undefined;
}

function messageBy(name: string, { text, line }: { text: string; line?: string }): TextMessage {
  const kept = { id: 'm1', seq: 1, rev: 1, at: 0, kind: 'text', text } as const;
  return { ...kept, author: { id: 'p1', name }, ...(line !== undefined && { line }) };
}
