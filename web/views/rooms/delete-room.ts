import type { Chat } from '../../../client/chat.ts';
import type { Room } from '../../../client/state/state.ts';
import { defaultRoom } from '../../../protocol/limits.ts';
import { nameKey } from '../../../protocol/text/names.ts';
import { h } from '../../dom/h.ts';
import { goTo } from '../../app/router.ts';
import { roomWords } from '../../words/room-words.ts';
import { roomName, words } from '../../words/words.ts';
import { fault } from '../parts/fault.ts';

/** A button to delete a room, which opens a form: the name of the room has to be typed first. */
export function deletion(chat: Chat, id: string) {
  const texts = roomWords();
  const button = h('button', { class: 'button button--bad', type: 'button' }, texts.delete);
  const label = h('span', {});
  const name = h('input', { class: 'field', dir: 'auto', autocomplete: 'off' });
  const refused = fault();
  const cancel = h('button', { class: 'button', type: 'button' }, words.cancel);
  const go = h('button', { class: 'button button--bad' }, texts.deleteNow);
  const root = deletionForm(h('label', { class: 'label' }, label, name), refused.root, cancel, go);

  let room: Room | undefined;
  const open = (isOpen: boolean): void => {
    root.hidden = !isOpen;
    name.value = '';
    update();
    (isOpen ? name : button).focus();
    root.scrollIntoView({ block: 'nearest' });
  };
  const update = (): void => {
    go.disabled = nameKey(name.value) !== nameKey(room?.name ?? '');
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (go.disabled) return;
    const answer = await chat.rooms.delete(id, name.value);
    refused.showAnswer(answer);
    if (answer.type === 'ack') goTo(defaultRoom);
  };
  button.addEventListener('click', () => open(true));
  cancel.addEventListener('click', () => open(false));
  name.addEventListener('input', update);
  root.addEventListener('submit', (event) => void submit(event));
  const show = (next: Room, isAllowed: boolean): void => {
    room = next;
    button.hidden = !isAllowed;
    label.textContent = texts.typeName(roomName(next));
    update();
  };
  return { button, root, show };
}

function deletionForm(
  name: HTMLElement,
  refused: HTMLElement,
  ...buttons: HTMLElement[]
): HTMLFormElement {
  return h(
    'form',
    { class: 'details__part', hidden: true },
    h('p', {}, roomWords().deleteHint),
    name,
    refused,
    h('div', { class: 'dialog__buttons' }, ...buttons),
  );
}
