import type { Chat } from '../../../client/chat.ts';
import type { Room } from '../../../client/state/state.ts';
import { limits } from '../../../protocol/limits.ts';
import { nameKey, roomAddress } from '../../../protocol/text/names.ts';
import { h } from '../../dom/h.ts';
import { limit } from '../../dom/fields/limit.ts';
import { addressOf, goTo } from '../../app/router.ts';
import { reason } from '../../words/reason.ts';
import { roomName, words } from '../../words/words.ts';

/** The dialog for a new room: asks for name and topic, shows the address, creates and opens the room. */
export function newRoom(chat: Chat, signal: AbortSignal): HTMLDialogElement {
  const [name, topic] = [field(limits.name), field(limits.topic)];
  const hint = h('p', { class: 'dialog__hint', id: 'room-address', role: 'status' });
  const fault = h('p', { class: 'fault', role: 'alert' });
  const cancel = h('button', { class: 'button', type: 'button' }, words.cancel);
  const create = h('button', { class: 'button button--go' }, words.create);
  const form = h(
    'form',
    { class: 'dialog__form' },
    h('h2', { class: 'dialog__title' }, words.newRoom),
    h('div', {}, h('label', { class: 'label' }, words.roomName, name), hint),
    h('label', { class: 'label' }, words.roomTopic, topic),
    fault,
    h('div', { class: 'dialog__buttons' }, cancel, create),
  );
  const root = h('dialog', { class: 'dialog', 'aria-label': words.newRoom, closedby: 'any' }, form);
  name.required = true;
  name.setAttribute('aria-describedby', hint.id);

  const submit = async (): Promise<void> => {
    create.disabled = true;
    const answer = await chat.rooms.create(name.value, { topic: topic.value.trim() });
    create.disabled = false;
    fault.textContent = answer.type === 'refused' ? reason(answer) : '';
    if (answer.type === 'refused') return;
    root.close();
    goTo(roomAddress(name.value) ?? name.value);
    form.reset();
    show();
  };
  const show = (): void => {
    fault.textContent = '';
    hint.textContent = addressHint(name.value, chat.store.get().rooms);
  };
  name.addEventListener('input', show, { signal });
  form.addEventListener('submit', (event) => submitted(event, submit), { signal });
  cancel.addEventListener('click', () => root.close(), { signal });
  return root;
}

function field(maxLength: number): HTMLInputElement {
  const root = h('input', { class: 'field', dir: 'auto', autocomplete: 'off' });
  limit(root, maxLength);
  return root;
}

function submitted(event: Event, submit: () => Promise<void>): void {
  event.preventDefault();
  void submit();
}

/** The address of a room with this name, or why it cannot be created. */
function addressHint(typed: string, rooms: ReadonlyMap<string, Room>): string {
  if (typed.trim() === '') return '';
  const address = roomAddress(typed);
  if (address === undefined) return words.refusals.invalid_room_name;
  const there = [...rooms.values()].find((room) => nameKey(room.id) === nameKey(address));
  if (there !== undefined) return words.roomIsThere(roomName(there));
  return words.roomAddress(`${location.host}/${decodeURIComponent(addressOf(address))}`);
}
