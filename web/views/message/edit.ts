import type { Chat } from '../../../client/chat.ts';
import type { TextMessage } from '../../../protocol/model.ts';
import { faultOfText } from '../../../protocol/text/words.ts';
import { h } from '../../dom/h.ts';
import { autosized } from '../../dom/fields/fit.ts';
import { isSend } from '../../dom/keyboard/keys.ts';
import { reason } from '../../words/reason.ts';
import { words } from '../../words/words.ts';

/** Edits a message in place: Enter saves, Esc cancels. */
export function edit(chat: Chat, { id, text }: TextMessage, close: () => void): HTMLElement {
  const field = h('textarea', { class: 'edit__field', rows: '1', 'aria-label': words.editText });
  field.dir = 'auto';
  field.value = text;
  const fit = autosized(field);
  const hint = h('span', { class: 'edit__hint', role: 'status' }, words.editHint);
  const cancel = h('button', { class: 'button', type: 'button' }, words.cancel);
  const save = h('button', { class: 'button button--go' }, words.save);
  const bar = h('div', { class: 'edit__bar' }, hint, cancel, save);
  const root = h('form', { class: 'edit' }, field, bar);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (field.value.trimEnd() === text) close();
    else if (faultOfText(field.value) === undefined) await sendEdit();
  };
  const sendEdit = async (): Promise<void> => {
    root.inert = true;
    const answer = await chat.edit(id, field.value.trimEnd());
    root.inert = false;
    if (answer.type === 'refused') hint.textContent = reason(answer);
    else close();
  };
  root.addEventListener('submit', (event) => void submit(event));
  cancel.addEventListener('click', close);
  root.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    else if (event.target === field && isSend(event)) void submit(event);
  });
  // After the caller has inserted the form: a field that is not in the page has no height.
  queueMicrotask(() => {
    fit();
    field.focus();
  });
  return root;
}
