import type { GameMessage, Message } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import type { Entry } from '../../dom/list.ts';
import { setText, silence } from '../../dom/update.ts';
import { isOnlyEmoji } from '../../text/emoji.ts';
import { withLinks } from '../../text/links.ts';
import type { MessageRow } from '../../timeline/rows.ts';
import { words } from '../../words/words.ts';
import { progress } from './message-head.ts';

/** Creates the card of a game. */
export type NewCard = (message: GameMessage) => Entry<GameMessage>;

type Kind = 'text' | 'game' | 'notice';

/** The content of a message: a text, the card of a game, or a notice for one that cannot be shown. */
export function messageBody(newCard: NewCard) {
  const root = h('div', { class: 'message__body' });
  let kind: Kind | undefined;
  let content: Entry<MessageRow> | undefined;
  let isReplaced = false;

  const show = (row: MessageRow): void => {
    const next = kindOf(row);
    if (next !== kind) {
      // A message that changes its kind, such as a deleted one, was announced already.
      if (kind !== undefined) silence(root);
      content?.end?.();
      content = { text: textView, notice, game: () => cardIn(row, newCard) }[next]();
      if (!isReplaced) root.replaceChildren(content.root);
    }
    kind = next;
    content?.show(row);
  };
  /** Shows another element until `putBack`; changes to the message show then. */
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
    const noteText = noteOn(row);
    setText(note, noteText && ` ${noteText}`);
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

/** A notice for a deleted message, or for a kind of message of a newer server. */
function notice(): Entry<MessageRow> {
  const root = h('p', { class: 'message__deleted' });
  const show = (row: MessageRow): void =>
    setText(root, row.is === 'message' ? noticeText(row.message) : '');
  return { root, show };
}

function noticeText({ kind }: Message): string {
  return kind === 'deleted' ? words.deleted : words.newerMessage;
}

/** The card is created once and updated, so that a player keeps the focus. */
function cardIn(first: MessageRow, newCard: NewCard): Entry<MessageRow> {
  const card = newCard(gameIn(first));
  return { ...card, show: (row) => card.show(gameIn(row)) };
}

function gameIn(row: MessageRow): GameMessage {
  return (row as { message: GameMessage }).message;
}
