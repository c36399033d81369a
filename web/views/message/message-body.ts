import type { GameMessage, Message } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import type { Entry } from '../../dom/list.ts';
import { setText, silence } from '../../dom/update.ts';
import { isOnlyEmoji } from '../../text/emoji.ts';
import { withLinks } from '../../text/links.ts';
import type { MessageRow } from '../../timeline/rows.ts';
import { words } from '../../words/words.ts';
import { progress } from './message-head.ts';

/** Makes the card of a game. */
export type NewCard = (message: GameMessage) => Entry<GameMessage>;

type Kind = 'text' | 'game' | 'notice';

/** What is said: a text, the card of a game, or what stands for a message that cannot be shown. */
export function messageBody(newCard: NewCard) {
  const root = h('div', { class: 'message__body' });
  let kind: Kind | undefined;
  let content: Entry<MessageRow> | undefined;
  let isReplaced = false;

  const show = (row: MessageRow): void => {
    const next = kindOf(row);
    if (next !== kind) {
      // A message that becomes another, as one that is deleted, was read aloud already.
      if (kind !== undefined) silence(root);
      content?.end?.();
      content = { text: textView, notice, game: () => cardIn(row, newCard) }[next]();
      if (!isReplaced) root.replaceChildren(content.root);
    }
    kind = next;
    content?.show(row);
  };
  /** Something else stands here until it is put back; what changes meanwhile shows then. */
  const replace = (other: HTMLElement): void => {
    silence(root);
    isReplaced = true;
    root.replaceChildren(other);
  };
  const putBack = (): void => {
    isReplaced = false;
    if (content !== undefined) root.replaceChildren(content.root);
  };
  const end = (): void => content?.end?.();
  return { root, show, replace, putBack, isReplaced: () => isReplaced, end };
}

function kindOf(row: MessageRow): Kind {
  if (row.is === 'post') return 'text';
  const { kind } = row.message;
  return kind === 'text' || kind === 'game' ? kind : 'notice';
}

function textView(): Entry<MessageRow> {
  const note = h('span', { class: 'message__note', dir: 'auto', 'aria-live': 'off' });
  const root = h('p', { class: 'message__text', dir: 'auto' });
  let shown: string | undefined;
  const show = (row: MessageRow): void => {
    const noted = noteOn(row);
    setText(note, noted && ` ${noted}`);
    const text = textIn(row);
    if (text === shown) return;
    if (shown !== undefined) silence(root);
    shown = text;
    root.toggleAttribute('data-big', isOnlyEmoji(text));
    root.replaceChildren(...withLinks(text), note);
  };
  return { root, show };
}

function textIn(row: MessageRow): string {
  if (row.is === 'post') return row.post.text;
  return row.message.kind === 'text' ? row.message.text : '';
}

function noteOn(row: MessageRow): string {
  if (row.is === 'post') return row.opens ? '' : progress(row.post);
  return row.message.kind === 'text' && row.message.editedAt !== undefined ? words.edited : '';
}

/** What stands where no words do: a newer server may have messages that this page cannot draw. */
function notice(): Entry<MessageRow> {
  const root = h('p', { class: 'message__deleted' });
  const show = (row: MessageRow): void =>
    setText(root, row.is === 'message' ? inPlaceOf(row.message) : '');
  return { root, show };
}

function inPlaceOf({ kind }: Message): string {
  return kind === 'deleted' ? words.deleted : words.newerMessage;
}

/** The card is never built again: who plays on it keeps their place. */
function cardIn(first: MessageRow, newCard: NewCard): Entry<MessageRow> {
  const card = newCard(gameIn(first));
  return { ...card, show: (row) => card.show(gameIn(row)) };
}

function gameIn(row: MessageRow): GameMessage {
  return (row as { message: GameMessage }).message;
}
