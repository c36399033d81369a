import type { Room } from '../../client/state.ts';
import { nameKey } from '../../protocol/names.ts';
import { h } from '../dom/h.ts';
import type { Page } from '../page.ts';
import { goTo } from '../router.ts';
import { roomTitle, words } from '../words/words.ts';

/** Finds a room by a few letters of its name: Ctrl K, arrows, Enter. */
export function jump({ screen }: Page, signal: AbortSignal): HTMLElement {
  const button = h('button', { class: 'jump__button', type: 'button' }, words.jump, shortcut());
  const field = jumpField();
  const options = h('ul', { class: 'jump__rooms', id: 'jump-rooms', role: 'listbox' });
  options.ariaLabel = words.rooms;
  const none = h('p', { class: 'jump__none', role: 'status' });
  const dialog = h(
    'dialog',
    { class: 'dialog jump__dialog', closedby: 'any' },
    field,
    options,
    none,
  );
  dialog.ariaLabel = words.jumpTitle;
  const root = h('div', { class: 'jump' }, button, dialog);

  let rooms: readonly Room[] = [];
  let found: readonly Room[] = [];
  let at = 0;
  const go = (room: Room | undefined): void => {
    dialog.close();
    if (room !== undefined) goTo(room.name);
  };
  const show = (): void => {
    options.replaceChildren(...found.map((room, index) => option(room, index, at, go)));
    field.setAttribute('aria-activedescendant', found.length > 0 ? idOf(at) : '');
    options.children[at]?.scrollIntoView({ block: 'nearest' });
    none.textContent = found.length === 0 ? words.noMatch : '';
  };
  const find = (): void => {
    found = rooms.filter(({ name }) => matches(name, field.value));
    at = 0;
    show();
  };
  const open = (): void => {
    field.value = '';
    find();
    if (!dialog.open) dialog.showModal();
  };
  const steer = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') go(found[at]);
    if (step === undefined) return;
    event.preventDefault();
    at = (at + step + found.length) % Math.max(1, found.length);
    show();
  };
  button.addEventListener('click', open, { signal });
  field.addEventListener('input', find, { signal });
  field.addEventListener('keydown', steer, { signal });
  addEventListener('keydown', (event) => isShortcut(event) && open(), { signal });

  screen.watch(
    (state) => state.rooms,
    (held) => (rooms = [...held.values()]),
    signal,
  );
  return root;
}

function jumpField(): HTMLInputElement {
  return h('input', {
    ...{ class: 'field', role: 'combobox', autocomplete: 'off', placeholder: words.jump },
    ...{ 'aria-label': words.jumpTitle, 'aria-expanded': 'true', 'aria-controls': 'jump-rooms' },
  });
}

function option(room: Room, index: number, at: number, go: (room: Room) => void): HTMLElement {
  const root = h('li', { class: 'jump__room', id: idOf(index), role: 'option' });
  root.append(`# ${roomTitle(room.name)}`);
  root.ariaSelected = String(index === at);
  root.addEventListener('click', () => go(room));
  return root;
}

function matches(name: string, wanted: string): boolean {
  const letters = nameKey(wanted.replace(/^#\s*/u, ''));
  return nameKey(name).includes(letters) || nameKey(roomTitle(name)).includes(letters);
}

function isShortcut(event: KeyboardEvent): boolean {
  const isIt = event.key === 'k' && (event.ctrlKey || event.metaKey);
  if (isIt) event.preventDefault();
  return isIt;
}

function shortcut(): HTMLElement {
  const isApple = /Mac|iPhone|iPad/u.test(navigator.userAgent);
  return h('kbd', { 'aria-hidden': 'true' }, isApple ? '⌘ K' : 'Ctrl K');
}

function idOf(index: number): string {
  return `jump-room-${index}`;
}
