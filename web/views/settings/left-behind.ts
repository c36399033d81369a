import type { Person } from '../../../protocol/model.ts';
import { discardLeft, leftBehind } from '../../storage/left-behind.ts';
import { isolated } from '../../text/bidi-isolation.ts';
import { settingsWords } from '../../words/settings-words.ts';
import { answerTo } from './question.ts';

/** Says whose drafts and unsent messages are in this browser, and asks whether to discard them. */
export async function offerLeftBehind(you: string): Promise<void> {
  for (const person of leftBehind(you)) {
    if (await shouldDiscard(person)) discardLeft(person);
  }
}

function shouldDiscard({ name }: Person): Promise<boolean> {
  const words = settingsWords();
  const shown = isolated(name);
  return answerTo(words.leftTitle(shown), words.leftHint(shown), [
    [words.discardLeft, true],
    [words.keepLeft, false],
  ]);
}
