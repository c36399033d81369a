import '../../styles/rooms/dialogs.css';
import type { Room, State } from '../../../client/state/state.ts';
import { defaultRoom } from '../../../protocol/limits.ts';
import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import type { AppContext } from '../../app/app-context.ts';
import { addressOf, goTo } from '../../app/router.ts';
import { roomWords } from '../../words/room-words.ts';
import { roomTitle, words } from '../../words/words.ts';
import { confirm } from '../parts/confirm.ts';
import { fault } from '../parts/fault.ts';
import { openDialog } from '../parts/open-dialog.ts';
import { deletion } from './delete-room.ts';
import { description } from './describe-room.ts';
import { members } from './members.ts';
import { rightsIn, type Rights } from './rights.ts';

/** Opens the dialog about a room: what it is, who is in it, and what this person may do about it. */
export function showRoom(context: AppContext, id: string): void {
  const { screen, chat } = context;
  const { root, signal, show } = openDialog(words.aboutRoom, 'details');
  const [about, acts] = [introduction(), actions(context, id, () => root.close())];
  const [described, people] = [description(chat, id), members(context, id, signal)];
  const close = h('button', { class: 'button', type: 'button' }, roomWords().close);

  const update = (room: Room | undefined): void => {
    if (room === undefined) return root.close();
    const rights = rightsIn(room, screen.get().you?.id);
    about.show(room, rights);
    described.show(room, rights.describe);
    people.show(room);
    acts.show(room, rights);
  };
  close.addEventListener('click', () => root.close());
  const foot = h('div', { class: 'dialog__buttons' }, close);
  show(...about.parts, described.root, addressPart(id), people.root, ...acts.parts, foot);
  screen.watch((state: State) => state.rooms.get(id), update, signal);
}

/** The title, the kind and the topic of a room. */
function introduction() {
  const title = h('h2', { class: 'details__title' });
  const kind = h('p', { class: 'dialog__hint' });
  const topic = h('p', { dir: 'auto' });
  const show = (room: Room, { describe }: Rights): void => {
    title.replaceChildren(...(room.kind === 'private' ? [icon('lock')] : []), roomTitle(room));
    kind.textContent = kindOf(room);
    topic.textContent = room.topic === '' ? roomWords().noTopic : room.topic;
    // The form shows it.
    topic.hidden = describe;
  };
  return { parts: [h('div', {}, title, kind), topic], show };
}

/** The buttons to leave, archive and delete a room. */
function actions({ chat }: AppContext, id: string, close: () => void) {
  const texts = roomWords();
  const [leave, archive] = [act(texts.leave), act(texts.archive)];
  const removal = deletion(chat, id);
  const [refused, question] = [fault(), confirm()];
  let shown: Room | undefined;
  const goAway = (): void => {
    close();
    goTo(defaultRoom);
    void chat.rooms.leave(id);
  };
  leave.addEventListener('click', () => {
    const hint = shown?.kind === 'open' ? texts.leaveOpenHint : texts.leavePrivateHint;
    question.ask({ title: texts.leaveTitle, hint, act: texts.leave }, goAway);
  });
  archive.addEventListener('click', () => {
    refused.showRefusal(chat.rooms.archive(id, shown?.archived !== true));
  });
  const show = (room: Room, rights: Rights): void => {
    shown = room;
    leave.hidden = !rights.leave;
    archive.hidden = !rights.archive;
    archive.textContent = room.archived ? texts.reopen : texts.archive;
    archive.title = texts.archiveHint;
    removal.show(room, rights.delete);
  };
  const buttons = h('div', { class: 'details__acts' }, leave, archive, removal.button);
  return { parts: [buttons, removal.root, refused.root, question.root], show };
}

function kindOf({ kind, archived }: Room): string {
  const { openHint, privateHint } = roomWords();
  const hint = kind === 'private' ? privateHint : openHint;
  return archived ? words.roomArchived : hint;
}

/** The address of the room, to copy. */
function addressPart(id: string): HTMLElement {
  const { addressTitle, copy, copied } = roomWords();
  const address = new URL(addressOf(id), location.href).href;
  const code = h('code', {}, decodeURI(address));
  const button = h('button', { class: 'button', type: 'button' }, copy);
  button.addEventListener('click', () => {
    // Without permission the address is still there to be selected.
    navigator.clipboard?.writeText(address).then(
      () => (button.textContent = copied),
      () => getSelection()?.selectAllChildren(code),
    );
  });
  const line = h('div', { class: 'details__address' }, code, button);
  return h('div', { class: 'details__part' }, heading(addressTitle), line);
}

function heading(text: string): HTMLElement {
  return h('h3', { class: 'details__heading' }, text);
}

function act(text: string): HTMLButtonElement {
  return h('button', { class: 'button', type: 'button' }, text);
}
