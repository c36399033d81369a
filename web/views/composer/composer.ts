import { limits } from '../../../protocol/limits.ts';
import { h } from '../../dom/h.ts';
import { autosized } from '../../dom/fields/fit.ts';
import { insert } from '../../dom/fields/insert.ts';
import { isSend, isTyping } from '../../dom/keyboard/keys.ts';
import { acceptTexts } from '../../dom/fields/transfer.ts';
import { number } from '../../words/format.ts';
import type { AppContext } from '../../app/app-context.ts';
import { sendMessage } from './send-message.ts';
import { roomTitleOf, words } from '../../words/words.ts';
import { emojiPicker } from './emoji.ts';
import { fault } from '../parts/fault.ts';
import { propose } from './propose.ts';

const fieldLook = { class: 'composer__field', rows: '1', enterkeyhint: 'send', dir: 'auto' };
/** The count shows from this many characters before the limit on. */
const warningMargin = 200;

/** The message field: Enter sends, Shift+Enter breaks the line; each room keeps its draft. */
export function composer(context: AppContext, signal: AbortSignal): HTMLElement {
  const { chat, screen, drafts } = context;
  const field = h('textarea', fieldLook);
  const count = h('span', { class: 'composer__count', role: 'status' });
  const refused = fault();
  const tools = [...emojiTool(field), ...propose(context, refused, signal)];
  const root = h('form', { class: 'composer' }, field, refused.root, barOf(tools, count));

  const fit = autosized(field);
  let room = '';
  const post = (): void => sendMessage(context, refused, room, field.value);
  const changed = (): void => {
    refused.show('');
    showCount(count, field.value);
    fit();
  };
  const typed = (): void => {
    drafts.put(room, field.value);
    if (field.value.trim() !== '') chat.typing(room);
    changed();
  };
  field.addEventListener('input', typed, { signal });
  listenToKeys(root, field, post, signal);
  acceptTexts(field, () => refused.show(words.onlyText), signal);

  const enter = (name = ''): void => {
    room = name;
    showDraft();
    if (root.isConnected && matchMedia('(hover: hover)').matches) focusSoon(field);
  };
  const showDraft = (): void => {
    if (field.value === drafts.of(room)) return;
    field.value = drafts.of(room);
    changed();
  };
  screen.watch((state) => roomTitleOf(state, state.current), named(field), signal);
  screen.watch(({ current }) => current, enter, signal);
  drafts.store.watch((texts) => texts, showDraft, signal);
  return root;
}

function named(field: HTMLTextAreaElement): (room: string) => void {
  return (room) => {
    field.placeholder = field.ariaLabel = words.messageIn(room);
  };
}

function barOf(tools: readonly HTMLElement[], count: HTMLElement): HTMLElement {
  const send = h('button', { class: 'button button--go' }, words.send);
  return h('div', { class: 'composer__bar' }, ...tools, count, send);
}

function listenToKeys(
  root: HTMLElement,
  field: HTMLElement,
  post: () => void,
  signal: AbortSignal,
): void {
  root.addEventListener('submit', (event) => submitted(event, post), { signal });
  field.addEventListener('keydown', (event) => isSend(event) && submitted(event, post), { signal });
  document.addEventListener('keydown', (event) => isTyping(event) && field.focus(), { signal });
}

/** After all watchers have run: focusing forces a layout. */
function focusSoon(field: HTMLElement): void {
  queueMicrotask(() => field.focus());
}

function submitted(event: Event, post: () => void): void {
  event.preventDefault();
  post();
}

function showCount(count: HTMLElement, text: string): void {
  const length = [...text].length;
  const isNear = length > limits.text - warningMargin;
  count.textContent = isNear ? words.characters(number(length), number(limits.text)) : '';
  count.toggleAttribute('data-over', length > limits.text);
}

function emojiTool(field: HTMLTextAreaElement): HTMLElement[] {
  const picker = emojiPicker();
  const button = h('button', { class: 'composer__tool', type: 'button' }, `🙂 ${words.emoji}`);
  button.addEventListener('click', () => picker.open(button, (emoji) => insert(field, emoji)));
  return [button, picker.root];
}
