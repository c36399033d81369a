import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { asTyped, commandIn, textIn } from './slash-command.ts';

test('a word after a slash is a command; the rest is its argument', () => {
  const typed = ['/help', '  /HELP ', '/?', '/morpion  @Tata', '/join Salle de\nmusique', '/etc'];
  assert.deepEqual(typed.map(commandIn), [
    { word: 'help', argument: '' },
    { word: 'help', argument: '' },
    { word: '?', argument: '' },
    { word: 'morpion', argument: '@Tata' },
    { word: 'join', argument: 'Salle de\nmusique' },
    { word: 'etc', argument: '' },
  ]);
});

test('paths, a single slash, a slash before signs, and two slashes are ordinary text', () => {
  const texts = ['/etc/hosts is…', '/r/chess', '/', '/ 2', '/!\\ Attention', '/2', 'a /help', ''];
  assert.deepEqual(
    [...texts, '//help', '//', ' // comment'].filter((text) => commandIn(text) !== undefined),
    [],
  );
});

test('two slashes send a text that begins with one', () => {
  assert.deepEqual(['//help', '//', '///a', '/etc/hosts', 'a // b'].map(textIn), [
    '/help',
    '/',
    '//a',
    '/etc/hosts',
    'a // b',
  ]);
});

test('editing a sent text and sending it again gives the same text', () => {
  const letters = fc.constantFrom('/', ' ', '\n', 'a', '?', '!', 'é');
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 8 }), (each) => {
      const text = each.join('');
      assert.equal(commandIn(asTyped(text)), undefined);
      assert.equal(textIn(asTyped(text)), text);
    }),
  );
});
