import type { TextMessage } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import type { Entry } from '../../dom/list.ts';
import { setAttribute } from '../../dom/update.ts';
import { time } from '../../words/format.ts';
import type { AppContext } from '../../app/app-context.ts';
import { authorAndTime, type MessageRow } from '../../timeline/rows.ts';
import { shownName } from '../../text/shown-name.ts';
import { words } from '../../words/words.ts';
import { edit } from './edit.ts';
import { messageBody, type NewCard } from './message-body.ts';
import { messageFoot } from './message-foot.ts';
import { messageHead } from './message-head.ts';
import { reactions } from './reactions.ts';
import type { Tools } from './tools.ts';

/**
 * A message: sent, unsent, refused or deleted. It is created once, and an update touches only what
 * changed, so that selections stay and nothing is announced twice.
 */
export function message(context: AppContext, tools: Tools, newCard: NewCard): Entry<MessageRow> {
  const [head, body, chips, foot] = [
    messageHead(),
    messageBody(newCard),
    reactions(context),
    messageFoot(context),
  ];
  const main = h('div', { class: 'message__main' }, head.who, body.root, chips.root, foot.root);
  const root = h('article', { class: 'message', tabindex: '-1' }, head.side, main);

  let row: MessageRow | undefined;
  const leaveEdit = (): void => {
    body.putBack();
    root.focus();
  };
  const beginEdit = (text: TextMessage): void => body.replace(edit(context.chat, text, leaveEdit));
  const offer = (): void => {
    const text = row && textOf(row);
    if (text !== undefined && !body.isReplaced())
      tools.offer({ root, message: text, edit: () => beginEdit(text) });
  };
  for (const event of ['pointerenter', 'focusin']) root.addEventListener(event, offer);

  const show = (next: MessageRow): void => {
    row = next;
    describe(root, next);
    head.show(next);
    body.show(next);
    chips.show(textOf(next));
    foot.show(next);
  };
  return { root, show, end: () => [body, chips].forEach((part) => part.end?.()) };
}

/** Sets attributes for styles, for lookups and for screen readers. */
function describe(root: HTMLElement, row: MessageRow): void {
  const { author, at } = authorAndTime(row);
  setAttribute(root, 'data-is', stateOf(row));
  setAttribute(root, 'data-id', row.key);
  setAttribute(root, 'data-seq', row.is === 'message' ? String(row.message.seq) : undefined);
  root.toggleAttribute('data-opens', row.opens);
  setAttribute(root, 'aria-label', words.authorAndTime(shownName(author), time(at)));
}

function textOf(row: MessageRow): TextMessage | undefined {
  return row.is === 'message' && row.message.kind === 'text' ? row.message : undefined;
}

function stateOf(row: MessageRow): string {
  if (row.is === 'message') return row.message.kind;
  return row.post.pending.is === 'refused' ? 'refused' : 'pending';
}
