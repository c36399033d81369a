import { faultOfText } from '../../../protocol/text/words.ts';
import type { AppContext } from '../../app/app-context.ts';
import { commandIn, textIn } from '../../game/slash-command.ts';
import type { Fault } from '../parts/fault.ts';
import { reasonOf } from '../../words/reason.ts';

/** Sends a message or runs a command; a text that fails stays as a draft. */
export function sendMessage(context: AppContext, fault: Fault, room: string, typed: string): void {
  if (faultOfText(typed) !== undefined) return;
  const command = commandIn(typed);
  if (command === undefined) {
    context.chat.post(room, textIn(typed).trimEnd());
    context.drafts.put(room, '');
    return;
  }
  import('./page-commands.ts')
    .then(({ runCommand }) => runCommand({ context, fault, room, typed }, command))
    .catch((error: unknown) => fault.show(reasonOf(error)));
}
