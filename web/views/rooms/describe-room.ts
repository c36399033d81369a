import type { Chat } from '../../../client/chat.ts';
import type { Room } from '../../../client/state/state.ts';
import { limits } from '../../../protocol/limits.ts';
import { h } from '../../dom/h.ts';
import { limit } from '../../dom/fields/limit.ts';
import { roomWords } from '../../words/room-words.ts';
import { fault } from '../parts/fault.ts';

/** A form for the name and the topic of a room. */
export function description(chat: Chat, id: string) {
  const texts = roomWords();
  const [name, topic] = [field(limits.name), field(limits.topic)];
  const refused = fault();
  const done = h('span', { class: 'dialog__hint', role: 'status' });
  const save = h('button', { class: 'button' }, texts.save);
  const root = h(
    'form',
    { class: 'details__part' },
    h('label', { class: 'label' }, texts.roomName, name),
    h('label', { class: 'label' }, texts.topic, topic),
    refused.root,
    h('div', { class: 'dialog__buttons' }, done, save),
  );
  name.required = true;

  let shown: Pick<Room, 'name' | 'topic'> | undefined;
  /** What is being typed stays when the room changes elsewhere. */
  const show = (room: Room, isAllowed: boolean): void => {
    root.hidden = !isAllowed;
    if (name.value === (shown?.name ?? '')) name.value = room.name;
    if (topic.value === (shown?.topic ?? '')) topic.value = room.topic;
    shown = room;
  };
  const submit = async (): Promise<void> => {
    done.textContent = '';
    const changed = { name: name.value, topic: topic.value.trim() };
    const answer = await chat.rooms.change(id, changed);
    refused.showAnswer(answer);
    if (answer.type === 'ack') done.textContent = texts.saved;
  };
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  return { root, show };
}

function field(maxLength: number): HTMLInputElement {
  const root = h('input', { class: 'field', dir: 'auto', autocomplete: 'off' });
  limit(root, maxLength);
  return root;
}
