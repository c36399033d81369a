import assert from 'node:assert/strict';
import test from 'node:test';
import { isolated } from './bidi-isolation.ts';

test('left-to-right text is unchanged', () => {
  for (const text of ['Toto', 'Éloïse 2', '李雷', '👩\u200D🚀', '']) {
    assert.equal(isolated(text), text);
  }
});

test('right-to-left text and text with direction controls is isolated', () => {
  for (const text of ['שלום', 'محمد', 'Toto אבא', '\u200Fx', '\u{10900}', '\u{1E900}']) {
    assert.equal(isolated(text), `\u2068${text}\u2069`);
  }
});

test('a text cannot end its isolation, nor change the direction of what follows', () => {
  assert.equal(isolated('a\u2069\u202Emoc.knab'), '\u2068amoc.knab\u2069');
  assert.equal(isolated('\u202Eיה'), '\u2068יה\u2069');
  assert.equal(isolated('\u2068x\u2069\u202E\u2068y\u2069'), '\u2068xy\u2069');
});

test('isolating twice changes nothing', () => {
  assert.equal(isolated(isolated('שלום')), isolated('שלום'));
});
