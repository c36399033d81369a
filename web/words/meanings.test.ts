import assert from 'node:assert/strict';
import test from 'node:test';
import { commands } from '../../protocol/commands.ts';
import { frameTypes } from '../../protocol/frame-types.ts';
import { meaningsEn, type Meanings } from './meanings-en.ts';
import { meaningsFr } from './meanings-fr.ts';

test('every frame and command type has a sentence of its own in each language', () => {
  for (const { sent, received } of [meaningsEn, meaningsFr]) {
    assert.deepEqual(Object.keys(sent).toSorted(), Object.keys(commands).toSorted());
    assert.deepEqual(Object.keys(received).toSorted(), Object.keys(frameTypes).toSorted());
  }
  const all = [...sentencesOf(meaningsEn), ...sentencesOf(meaningsFr)];
  for (const sentence of all) assert.match(sentence, /^\S.*\.$/u);
  assert.equal(new Set(all).size, all.length);
  assert.deepEqual(Object.keys(meaningsFr.events), Object.keys(meaningsEn.events));
});

function sentencesOf({ sent, received, events, unknown }: Meanings): string[] {
  const tables: Record<string, string>[] = [sent, received, events];
  return [...tables.flatMap((table) => Object.values(table)), unknown];
}
