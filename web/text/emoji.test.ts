import assert from 'node:assert/strict';
import test from 'node:test';
import { isOnlyEmoji } from './emoji.ts';

test('one to three emoji are only emoji, with or without spaces', () => {
  const texts = ['👍', '👍 👍', '👍\n🎉\n', '🇫🇷', '❤️', '☝🏽', '👩‍👩‍👧', '❤️‍🔥', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'];
  assert.deepEqual(texts.filter(isOnlyEmoji), texts);
});

test('more of them, or a word beside them, are a text', () => {
  const texts = ['👍👍👍👍', '👍 yes', 'yes 👍', '👍1', '12', '#', '☝', '©', 'é', ''];
  assert.deepEqual(texts.filter(isOnlyEmoji), []);
});
