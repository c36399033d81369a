import { faultOfText } from '../../../protocol/text/words.ts';
import type { Page } from '../../app-context.ts';
import { commandIn, textIn } from '../../game/slash-command.ts';
import type { Fault } from '../parts/fault.ts';
import { reasonOf } from '../../words/reason.ts';

/** Sends what was written, or does what a command says; what cannot be sent or done stays a draft. */
export function say(page: Page, fault: Fault, room: string, typed: string): void {
  if (faultOfText(typed) !== undefined) return;
  const command = commandIn(typed);
  if (command === undefined) {
    page.chat.post(room, textIn(typed).trimEnd());
    page.drafts.put(room, '');
    return;
  }
  import('../../app/page-commands.ts')
    .then(({ carryOut }) => carryOut({ page, fault, room, typed }, command))
    .catch((error: unknown) => fault.say(reasonOf(error)));
}
