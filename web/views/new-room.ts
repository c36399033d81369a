import type { Chat } from '../../client/chat.ts';
import { limits } from '../../protocol/limits.ts';
import { roomName } from '../../protocol/names.ts';
import { h } from '../dom/h.ts';
import { goTo } from '../router.ts';
import { reason } from '../words/reason.ts';
import { words } from '../words/words.ts';

/** Asks for a room's name and topic, makes it, and goes there. */
export function newRoom(chat: Chat, signal: AbortSignal): HTMLDialogElement {
  const text = { class: 'field', dir: 'auto', autocomplete: 'off' };
  const name = h('input', { ...text, required: true, maxlength: '64' });
  const topic = h('input', { ...text, maxlength: `${limits.topic}` });
  const fault = h('p', { class: 'fault', role: 'alert' });
  const cancel = h('button', { class: 'button', type: 'button' }, words.cancel);
  const create = h('button', { class: 'button button--go' }, words.create);
  const form = h(
    'form',
    { class: 'dialog__form' },
    h('h2', { class: 'dialog__title' }, words.newRoom),
    h('label', { class: 'label' }, words.roomName, name),
    h('label', { class: 'label' }, words.roomTopic, topic),
    fault,
    h('div', { class: 'dialog__buttons' }, cancel, create),
  );
  const root = h('dialog', { class: 'dialog', 'aria-label': words.newRoom, closedby: 'any' }, form);

  const make = async (): Promise<void> => {
    create.disabled = true;
    const answer = await chat.createRoom(name.value, topic.value.trim() || undefined);
    create.disabled = false;
    fault.textContent = answer.type === 'refused' ? reason(answer) : '';
    if (answer.type === 'refused') return;
    root.close();
    goTo(roomName(name.value) ?? name.value);
    form.reset();
  };
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      void make();
    },
    { signal },
  );
  cancel.addEventListener('click', () => root.close(), { signal });
  return root;
}
