import '../../styles/rooms/dialogs.css';
import type { RoomSummary } from '../../../protocol/model.ts';
import { search, searchWords } from '../../../protocol/text/search.ts';
import { h } from '../../dom/h.ts';
import { list, type Entry } from '../../dom/list.ts';
import type { AppContext } from '../../app/app-context.ts';
import { goTo } from '../../app/router.ts';
import { searchKeysOf } from '../../lists/room-search.ts';
import { reasonOf } from '../../words/reason.ts';
import { roomWords } from '../../words/room-words.ts';
import { roomName, roomTitle, words } from '../../words/words.ts';
import { fault, type Fault } from '../parts/fault.ts';
import { openDialog } from '../parts/open-dialog.ts';

/** Opens the list of all open rooms, with a search: go to one, or come back into one. */
export function showRooms(context: AppContext): void {
  const texts = roomWords();
  const { root, show } = openDialog(texts.browse, 'browse');
  const field = h('input', { class: 'field', type: 'search', dir: 'auto', autocomplete: 'off' });
  field.placeholder = field.ariaLabel = texts.findRoom;
  const lines = h('ul', { class: 'browse__rooms' });
  const note = h('p', { class: 'dialog__hint', role: 'status' });
  const refused = fault();
  const close = h('button', { class: 'button', type: 'button' }, texts.close);
  const showLines = list<RoomSummary>(
    lines,
    ({ id }) => id,
    (room) => line(room, () => void enter(context, room, refused, () => root.close())),
  );

  let all: readonly RoomSummary[] = [];
  const find = (): void => {
    const rooms = search(all, searchWords(field.value), searchKeysOf);
    showLines(rooms);
    note.textContent = rooms.length === 0 ? texts.noRoom : '';
  };
  const load = async (): Promise<void> => {
    all = (await openRooms(context)).toSorted((a, b) => b.at - a.at);
    find();
  };
  field.addEventListener('input', find);
  close.addEventListener('click', () => root.close());
  load().catch((error: unknown) => refused.show(reasonOf(error)));
  const title = h('h2', { class: 'dialog__title' }, texts.browse);
  show(title, field, lines, note, refused.root, h('div', { class: 'dialog__buttons' }, close));
}

/** What to offer in place of an open room that this person has left; undefined for other rooms. */
export async function wayBack(context: AppContext, id: string): Promise<HTMLElement[] | undefined> {
  const room = (await openRooms(context)).find((each) => each.id === id && each.left);
  if (room === undefined) return undefined;
  const { hasLeft, comeBackHere } = roomWords();
  const refused = fault();
  const button = h('button', { class: 'button button--go', type: 'button' }, comeBackHere);
  button.addEventListener('click', () => void enter(context, room, refused));
  return [h('p', {}, hasLeft(roomName(room))), button, refused.root];
}

async function openRooms({ chat }: AppContext): Promise<RoomSummary[]> {
  return (await chat.api.allRooms()).filter(({ kind }) => kind === 'open');
}

/** Goes to a room; comes back into one that this person has left. */
async function enter(
  { chat }: AppContext,
  { id, left }: RoomSummary,
  refused: Fault,
  done = (): void => {},
): Promise<void> {
  if (left) {
    const answer = await chat.rooms.join(id);
    refused.showAnswer(answer);
    if (answer.type === 'refused') return;
  }
  done();
  goTo(id);
  // The address may be the same as before.
  chat.enter(id);
}

function line(room: RoomSummary, go: () => void): Entry<RoomSummary> {
  const { yours, open, comeBack } = roomWords();
  const state = [room.left ? '' : yours, room.archived ? words.archived : ''];
  const note = h('span', { class: 'browse__note' }, state.filter(Boolean).join(' · '));
  const name = h('span', { class: 'browse__name' }, roomTitle(room));
  const topic = h('bdi', { class: 'browse__topic' }, room.topic);
  const button = h('button', { class: 'button', type: 'button' }, room.left ? comeBack : open);
  button.ariaLabel = `${button.textContent} ${roomTitle(room)}`;
  button.addEventListener('click', go);
  const about = h('div', { class: 'browse__about' }, h('div', {}, name, ' ', note), topic);
  return { root: h('li', { class: 'browse__room' }, about, button), show() {} };
}
