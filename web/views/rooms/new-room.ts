import '../../styles/rooms/dialogs.css';
import type { Chat } from '../../../client/chat.ts';
import type { Room } from '../../../client/state/state.ts';
import { limits } from '../../../protocol/limits.ts';
import type { RoomKind } from '../../../protocol/model.ts';
import { nameKey, roomAddress } from '../../../protocol/text/names.ts';
import { h } from '../../dom/h.ts';
import { limit } from '../../dom/fields/limit.ts';
import type { AppContext } from '../../app/app-context.ts';
import { addressOf, goTo } from '../../app/router.ts';
import { roomWords } from '../../words/room-words.ts';
import { roomName, words } from '../../words/words.ts';
import { choice } from '../parts/choice.ts';
import { fault } from '../parts/fault.ts';
import { openDialog } from '../parts/open-dialog.ts';
import { PeoplePicker } from './people-picker.ts';

/** Opens the dialog for a new room, which creates the room and goes there. */
export function showNewRoom({ chat }: AppContext): void {
  const { root, show } = openDialog(words.newRoom);
  const texts = roomWords();
  const [name, topic] = [field(limits.name), field(limits.topic)];
  const hint = h('p', { class: 'dialog__hint', id: 'room-address', role: 'status' });
  const [refused, create] = [fault(), h('button', { class: 'button button--go' }, texts.create)];
  const update = (): void => {
    refused.show('');
    hint.textContent = nameHint(name.value, privacy.kind(), chat.store.get().rooms);
  };
  const privacy = privacyPart(chat, () => update());
  name.required = true;
  name.setAttribute('aria-describedby', hint.id);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    create.disabled = true;
    const options = { topic: topic.value.trim(), ...privacy.options() };
    const answer = await chat.rooms.create(name.value, options);
    create.disabled = false;
    refused.showAnswer(answer);
    if (answer.type === 'refused') return;
    root.close();
    goTo(answer.room ?? roomAddress(name.value) ?? '');
  };
  const cancel = h('button', { class: 'button', type: 'button' }, words.cancel);
  const form = h('form', { class: 'dialog__form' });
  form.append(
    h('h2', { class: 'dialog__title' }, words.newRoom),
    h('div', {}, h('label', { class: 'label' }, texts.roomName, name), hint),
    h('label', { class: 'label' }, texts.roomTopic, topic),
    ...privacy.parts,
    refused.root,
    h('div', { class: 'dialog__buttons' }, cancel, create),
  );
  name.addEventListener('input', update);
  form.addEventListener('submit', (event) => void submit(event));
  cancel.addEventListener('click', () => root.close());
  show(form);
}

/** Chooses between an open and a private room, and the first members of a private one. */
function privacyPart(chat: Chat, changed: () => void) {
  const texts = roomWords();
  const hint = h('p', { class: 'dialog__hint' });
  const people = new PeoplePicker(chat, () => new Set([chat.store.get().you?.id ?? '']));
  const members = h('div', {}, h('p', { class: 'label' }, texts.bringIn), people.root);
  let kind: RoomKind = 'open';
  const show = (): void => {
    members.hidden = kind === 'open';
    hint.textContent = kind === 'open' ? texts.openHint : texts.privateHint;
  };
  const choices = (['open', 'private'] as const).map((each) => [each, texts.kinds[each]] as const);
  const kinds = choice(texts.whoMayRead, choices, kind, (chosen) => {
    kind = chosen;
    show();
    changed();
  });
  show();
  const options = () =>
    kind === 'open' ? {} : { kind, people: people.chosen.map(({ id }) => id) };
  return { parts: [h('div', {}, kinds, hint), members], kind: () => kind, options };
}

function field(maxLength: number): HTMLInputElement {
  const root = h('input', { class: 'field', dir: 'auto', autocomplete: 'off' });
  limit(root, maxLength);
  return root;
}

/** The address of an open room with this name, or why it cannot be created. */
function nameHint(typed: string, kind: RoomKind, rooms: ReadonlyMap<string, Room>): string {
  if (typed.trim() === '') return '';
  const address = roomAddress(typed);
  if (address === undefined) return words.refusals.invalid_room_name;
  if (kind === 'private') return '';
  const there = [...rooms.values()].find((room) => nameKey(room.id) === nameKey(address));
  if (there !== undefined) return roomWords().isThere(roomName(there));
  return roomWords().address(`${location.host}/${decodeURIComponent(addressOf(address))}`);
}
