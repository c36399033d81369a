import type { Entry } from '../dom/list.ts';
import type { Page } from '../page.ts';
import type { Row } from '../rows.ts';
import { confirm } from './confirm.ts';
import { game } from './game.ts';
import { line } from './line.ts';
import { message } from './message.ts';
import type { NewCard } from './message-body.ts';
import { titleOf } from '../words/words.ts';
import { messageTools } from './tools.ts';

/** Makes the lines of the conversation; `overlays` is what opens over them. */
export function rowViews(page: Page, signal: AbortSignal) {
  const asking = confirm();
  const tools = messageTools(page, asking);
  const newCard: NewCard = (first) => game(page, asking, first, signal);
  const titleNow = (): string => titleOf(page.screen.get(), page.screen.get().current);
  const make = (row: Row): Entry<Row> =>
    'opens' in row ? message(page, tools, newCard) : line(titleNow());
  return { overlays: [...tools.overlays, asking.root], make };
}
