import type { Author, GameMessage, Message, TextMessage } from '../../protocol/model.ts';
import { h } from '../dom/h.ts';
import type { Entry } from '../dom/list.ts';
import { isOnlyEmoji } from '../emoji.ts';
import { fullTime, time } from '../format.ts';
import { linked } from '../links.ts';
import type { Page } from '../page.ts';
import type { Post, SaidRow } from '../rows.ts';
import { asTyped } from '../slash.ts';
import { reason } from '../words/reason.ts';
import { words } from '../words/words.ts';
import { avatar } from './avatar.ts';
import { edit } from './edit.ts';
import { reactions } from './reactions.ts';
import type { Tools } from './tools.ts';
import { shownName } from '../shown-name.ts';

/** Makes the card of a game. */
export type NewCard = (message: GameMessage) => Entry<GameMessage>;

/** What somebody said: sent, on its way, refused, or taken back. */
export function message(page: Page, tools: Tools, newCard: NewCard): Entry<SaidRow> {
  const { root, main, side, who, body, foot } = skeleton();
  const chips = reactions(page);
  main.insertBefore(chips.root, foot);

  let row: SaidRow | undefined;
  let isEdited = false;
  const card = place(body, newCard);
  const leaveEdit = (): void => {
    isEdited = false;
    if (row !== undefined) show(row);
    root.focus();
  };
  const beginEdit = (said: TextMessage): void => {
    isEdited = true;
    body.replaceChildren(edit(page.chat, said, leaveEdit));
  };
  const offer = (): void => {
    const said = row && textOf(row);
    if (said !== undefined && !isEdited)
      tools.offer({ root, message: said, edit: () => beginEdit(said) });
  };
  for (const event of ['pointerenter', 'focusin']) root.addEventListener(event, offer);

  const show = (next: SaidRow): void => {
    row = next;
    const { author, at } = next.is === 'message' ? next.message : asWritten(next.post);
    const [text, mark] = [textOf(next), timeMark(next, at)];
    root.dataset['is'] = stateOf(next);
    root.dataset['id'] = next.key;
    root.toggleAttribute('data-opens', next.opens);
    root.ariaLabel = words.said(shownName(author), time(at));
    side.replaceChildren(next.opens ? avatar(author) : mark);
    who.replaceChildren(...(next.opens ? heading(author, mark) : []));
    if (!card.show(next) && !isEdited) body.replaceChildren(...bodyOf(next));
    chips.show(text);
    foot.replaceChildren(...(next.is === 'post' ? refusalOf(page, next.post) : []));
  };
  return { root, show, end: () => [card, chips].forEach((part) => part.end?.()) };
}

/** Empty, and the same for every state of a message. */
function skeleton() {
  const side = h('div', { class: 'message__side' });
  const who = h('div', { class: 'message__who' });
  const body = h('div', { class: 'message__body' });
  const foot = h('div', { class: 'message__foot' });
  const main = h('div', { class: 'message__main' }, who, body, foot);
  const root = h('article', { class: 'message', tabindex: '-1' }, side, main);
  return { root, main, side, who, body, foot };
}

function textOf(row: SaidRow): TextMessage | undefined {
  return row.is === 'message' && row.message.kind === 'text' ? row.message : undefined;
}

function gameOf(row: SaidRow): GameMessage | undefined {
  return row.is === 'message' && row.message.kind === 'game' ? row.message : undefined;
}

/** Holds the card of a game, and never moves it: who plays on it keeps their place. */
function place(body: HTMLElement, newCard: NewCard) {
  let card: Entry<GameMessage> | undefined;
  const show = (row: SaidRow): boolean => {
    const game = gameOf(row);
    if (game === undefined) return false;
    if (card === undefined) body.replaceChildren((card = newCard(game)).root);
    card.show(game);
    return true;
  };
  return { show, end: () => card?.end?.() };
}

function asWritten({ author, pending }: Post): { author: Author; at: number } {
  return { author, at: pending.at };
}

function stateOf(row: SaidRow): string {
  if (row.is === 'message') return row.message.kind;
  return row.post.pending.is === 'refused' ? 'refused' : 'pending';
}

function heading({ name, via }: Author, mark: HTMLElement): HTMLElement[] {
  const tag = h('span', { class: 'message__tag', title: words.textClientHint }, words.textClient);
  const who = h('b', { class: 'message__name', dir: 'auto' }, name);
  return via === 'text' ? [who, tag, mark] : [who, mark];
}

/** The server's time, which a message on its way does not have yet. */
function timeMark(row: SaidRow, at: number): HTMLElement {
  if (row.is === 'message') {
    const datetime = new Date(at).toISOString();
    return h('time', { class: 'message__time', datetime, title: fullTime(at) }, time(at));
  }
  return h('span', { class: 'message__time' }, row.opens && progress(row.post));
}

function progress({ pending, goes }: Post): string | false {
  return pending.is !== 'refused' && (goes ? words.sending : words.waiting);
}

function bodyOf(row: SaidRow): HTMLElement[] {
  if (row.is === 'post') return [paragraph(row.post.text, !row.opens && progress(row.post))];
  if (row.message.kind !== 'text')
    return [h('p', { class: 'message__deleted' }, inPlaceOf(row.message))];
  const { text, editedAt } = row.message;
  return [paragraph(text, editedAt !== undefined && words.edited)];
}

/** What stands where no words do: a newer server may have messages that this page cannot draw. */
function inPlaceOf({ kind }: Message): string {
  return kind === 'deleted' ? words.deleted : words.newerMessage;
}

function paragraph(text: string, note: string | false): HTMLElement {
  const root = h('p', { class: 'message__text', dir: 'auto', 'data-big': isOnlyEmoji(text) });
  root.append(...linked(text));
  if (note !== false) root.append(' ', h('span', { class: 'message__note', dir: 'auto' }, note));
  return root;
}

function refusalOf({ chat, drafts }: Page, { pending, text }: Post): HTMLElement[] {
  const { change, refusal } = pending;
  if (refusal === undefined || change.type !== 'post') return [];
  const sentence = `${words.refused} ${reason(refusal)}`;
  const ways: [string, () => void][] = [
    [words.editAgain, () => drafts.put(change.room, asTyped(text))],
    [words.sendAgain, () => chat.post(change.room, text)],
    [words.discard, () => {}],
  ];
  const buttons = ways.map(([name, act]) => {
    const button = h('button', { class: 'button', type: 'button' }, name);
    button.addEventListener('click', () => {
      chat.discard(change.id);
      act();
    });
    return button;
  });
  return [h('p', { class: 'fault' }, sentence), ...buttons];
}
