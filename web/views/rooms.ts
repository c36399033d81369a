import type { Room } from '../../client/state.ts';
import { h } from '../dom/h.ts';
import { icon } from '../dom/icon.ts';
import { list, type Entry } from '../dom/list.ts';
import { addressOf } from '../router.ts';
import { roomTitle, words } from '../words/words.ts';
import type { Page } from '../page.ts';
import { newRoom } from './new-room.ts';

interface Line {
  room: Room;
  isCurrent: boolean;
}

/** The rooms, with what is unread in each, and the way to make another. */
export function rooms({ chat, screen }: Page, signal: AbortSignal): HTMLElement {
  const lines = h('ul', { class: 'rooms__list' });
  const add = h('button', { class: 'rooms__add', type: 'button', 'aria-label': words.newRoom });
  add.append(icon('plus'));
  const dialog = newRoom(chat, signal);
  const heading = h('h2', { class: 'rooms__heading' }, words.rooms, add);
  const root = h('section', { class: 'rooms' }, heading, lines, dialog);
  const showLines = list<Line>(lines, ({ room }) => room.name, line);

  add.addEventListener('click', () => dialog.showModal(), { signal });

  let all: ReadonlyMap<string, Room> = new Map();
  let current: string | undefined;
  const show = (): void => {
    showLines([...all.values()].map((room) => ({ room, isCurrent: room.name === current })));
  };
  screen.watch(
    ({ rooms: held }) => held,
    (held) => {
      all = held;
      show();
    },
    signal,
  );
  screen.watch(
    (state) => state.current,
    (name) => {
      current = name;
      show();
    },
    signal,
  );
  return root;
}

function line({ room: { name } }: Line): Entry<Line> {
  const badge = h('span', { class: 'badge' });
  const link = h('a', { class: 'rooms__link', href: addressOf(name) }, title(name), badge);
  const root = h('li', {}, link);
  let shown: number | undefined;
  const show = ({ room: { unread }, isCurrent }: Line): void => {
    link.ariaCurrent = isCurrent ? 'page' : null;
    const count = isCurrent ? 0 : unread;
    if (count === shown) return;
    shown = count;
    link.toggleAttribute('data-new', count > 0);
    badge.hidden = count === 0;
    badge.ariaLabel = words.unread(count);
    badge.textContent = count > 99 ? '99+' : String(count);
  };
  return { root, show };
}

function title(name: string): HTMLElement {
  return h('span', { class: 'rooms__name' }, `# ${roomTitle(name)}`);
}
