import { faultOfText } from '../protocol/words.ts';
import { opponentNamed, opponentsIn } from './opponents.ts';
import type { Page } from './page.ts';
import { proposalIn } from './slash.ts';
import type { Fault } from './views/fault.ts';
import { words } from './words/words.ts';

/** Sends what was written, a text or the proposal of a game; what cannot be sent stays a draft. */
export function say({ chat, drafts }: Page, fault: Fault, room: string, text: string): void {
  if (faultOfText(text) !== undefined) return;
  const proposal = proposalIn(text);
  if (proposal === undefined) {
    chat.post(room, text.trimEnd());
    drafts.put(room, '');
    return;
  }
  const { game, name } = proposal;
  const opponent = opponentNamed(opponentsIn(chat.store.get(), room), name);
  if (name !== '' && opponent === undefined) {
    fault.say(words.nobodyHere(name));
    return;
  }
  fault.tell(chat.games.propose(room, game, opponent?.id));
  drafts.put(room, '');
}
