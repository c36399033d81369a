import assert from 'node:assert/strict';
import test from 'node:test';
import { isOnlyEmoji } from './emoji.ts';

test('one to three emoji count as emoji only, with or without spaces', () => {
  const texts = ['👍', '👍 👍', '👍\n🎉\n', '🇫🇷', '❤️', '☝🏽', '👩‍👩‍👧', '❤️‍🔥', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'];
  assert.deepEqual(texts.filter(isOnlyEmoji), texts);
});

test('more than three emoji, or an emoji with a word, count as text', () => {
  const texts = ['👍👍👍👍', '👍 yes', 'yes 👍', '👍1', '12', '#', '☝', '©', 'é', ''];
  assert.deepEqual(texts.filter(isOnlyEmoji), []);
});
