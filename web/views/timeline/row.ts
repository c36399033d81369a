import type { Entry } from '../../dom/list.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { Row } from '../../timeline/rows.ts';
import { confirm } from '../parts/confirm.ts';
import { game } from '../game/game.ts';
import { line } from '../message/line.ts';
import { message } from '../message/message.ts';
import type { NewCard } from '../message/message-body.ts';
import { roomNameOf } from '../../words/words.ts';
import { messageTools } from '../message/tools.ts';

/** Creates the rows of the conversation; `overlays` are their popovers and dialogs. */
export function rowViews(context: AppContext, signal: AbortSignal) {
  const question = confirm();
  const tools = messageTools(context, question);
  const newCard: NewCard = (first) => game(context, question, first, signal);
  const titleNow = (): string => roomNameOf(context.screen.get(), context.screen.get().current);
  const make = (row: Row): Entry<Row> =>
    'opens' in row ? message(context, tools, newCard) : line(titleNow());
  return { overlays: [...tools.overlays, question.root], make };
}
