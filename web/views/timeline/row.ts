import type { Entry } from '../../dom/list.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { Row } from '../../timeline/rows.ts';
import { confirm } from '../parts/confirm.ts';
import { game } from '../game/game.ts';
import { eventLine } from '../message/event-line.ts';
import { line } from '../message/line.ts';
import { message } from '../message/message.ts';
import type { NewCard } from '../message/message-body.ts';
import { messageTools } from '../message/tools.ts';

/** Creates the rows of the conversation; `overlays` are their popovers and dialogs. */
export function rowViews(context: AppContext, signal: AbortSignal) {
  const question = confirm();
  const tools = messageTools(context, question);
  const newCard: NewCard = (first) => game(context, question, first, signal);
  const make = (row: Row): Entry<Row> => {
    if (row.is === 'event') return eventLine();
    return 'opens' in row ? message(context, tools, newCard) : line();
  };
  return { overlays: [...tools.overlays, question.root], make };
}
