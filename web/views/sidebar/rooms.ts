import type { Room } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import { lazy } from '../../dom/lazy-load.ts';
import { list, type Entry } from '../../dom/list.ts';
import { setText } from '../../dom/update.ts';
import { inOrder, roomOrder } from '../../lists/room-order.ts';
import { addressOf } from '../../app/router.ts';
import { roomTitle, words } from '../../words/words.ts';
import type { AppContext } from '../../app/app-context.ts';

interface Line {
  room: Room;
  isCurrent: boolean;
  /** The room is being read: it shows no unread count. */
  isSeen: boolean;
}

const inUse = matchMedia('(hover: hover)').matches ? ':hover, :focus-within' : ':focus-within';

/** The list of rooms with unread counts, a button for a new room, and one for all open rooms. */
export function rooms(context: AppContext, signal: AbortSignal): HTMLElement {
  const { screen, focused } = context;
  const lines = h('ul', { class: 'rooms__list' });
  const add = h('button', { class: 'rooms__add', type: 'button', 'aria-label': words.newRoom });
  add.append(icon('plus'));
  const heading = h('h2', { class: 'rooms__heading' }, words.rooms, add);
  const browse = h('button', { class: 'rooms__link rooms__browse', type: 'button' });
  browse.append(words.browseRooms);
  const root = h('section', { class: 'rooms' }, heading, lines, browse);
  const showLines = list<Line>(lines, ({ room }) => room.id, line);

  add.addEventListener('click', () => void dialogs.newRoom(context), { signal });
  browse.addEventListener('click', () => void dialogs.browse(context), { signal });

  let order: readonly string[] = [];
  const show = (): void => {
    const { rooms: all, current } = screen.get();
    // The order does not change while the list is hovered or focused.
    if (!lines.matches(inUse) || all.size !== order.length) {
      order = inOrder(all.values()).map(({ id }) => id);
    }
    const listed = order.flatMap((name) => all.get(name) ?? []);
    showLines(listed.map((room) => lineOf(room, room.id === current, focused.get())));
  };
  screen.watch(({ rooms: all }) => all, show, signal);
  screen.watch(({ current }) => current, show, signal);
  focused.watch((isFocused) => isFocused, show, signal);
  roomOrder.watch((chosen) => chosen, show, signal);
  for (const event of ['pointerleave', 'focusout']) {
    lines.addEventListener(event, () => queueMicrotask(show), { signal });
  }
  return root;
}

const newRoom = lazy(() => import('../rooms/new-room.ts'));
const browsing = lazy(() => import('../rooms/browse.ts'));

/** Without a network a dialog cannot be loaded; nothing opens. */
const dialogs = {
  newRoom: (context: AppContext) =>
    newRoom().then(
      (it) => it.showNewRoom(context),
      () => {},
    ),
  browse: (context: AppContext) =>
    browsing().then(
      (it) => it.showRooms(context),
      () => {},
    ),
};

function lineOf(room: Room, isCurrent: boolean, isFocused: boolean): Line {
  return { room, isCurrent, isSeen: isCurrent && isFocused };
}

function line({ room: first }: Line): Entry<Line> {
  const badge = h('span', { class: 'badge' });
  const title = h('span', { class: 'rooms__name' });
  const link = h('a', { class: 'rooms__link', href: addressOf(first.id) }, title, badge);
  if (first.kind === 'private') {
    link.prepend(icon('lock'));
    link.title = words.privateRoom;
  }
  const closed = h('span', { class: 'rooms__closed', role: 'img', title: words.archived });
  closed.ariaLabel = words.archived;
  closed.append(icon('archive'));
  const root = h('li', {}, link);
  let shown: number | undefined;
  const show = ({ room, isCurrent, isSeen }: Line): void => {
    const { unread } = room;
    setText(title, roomTitle(room));
    if (room.archived !== link.hasAttribute('data-archived')) {
      link.toggleAttribute('data-archived', room.archived === true);
      if (room.archived) title.after(closed);
      else closed.remove();
    }
    link.ariaCurrent = isCurrent ? 'page' : null;
    const count = isSeen ? 0 : unread;
    if (count === shown) return;
    shown = count;
    link.toggleAttribute('data-new', count > 0);
    badge.hidden = count === 0;
    badge.ariaLabel = words.unread(count);
    badge.textContent = count > 99 ? '99+' : String(count);
  };
  return { root, show };
}
