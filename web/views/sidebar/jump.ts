import type { Room } from '../../../client/state/state.ts';
import { search, searchWords } from '../../../protocol/text/search.ts';
import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import { inOrder } from '../../lists/room-order.ts';
import { searchKeysOf } from '../../lists/room-search.ts';
import { goTo } from '../../app/router.ts';
import { words } from '../../words/words.ts';
import { options } from './options.ts';

/** The room search: words of the name or topic in any order; Ctrl K, arrows, Enter. */
export function jump({ screen }: AppContext, signal: AbortSignal): HTMLElement {
  const button = h('button', { class: 'jump__button', type: 'button' }, words.jump, shortcut());
  const field = jumpField();
  const found = options(field, 'jump-rooms', (room) => go(room));
  const none = h('p', { class: 'jump__none', role: 'status' });
  const dialog = h('dialog', { class: 'dialog jump__dialog', closedby: 'any' });
  dialog.ariaLabel = words.jumpTitle;
  dialog.append(field, found.root, none);
  const root = h('div', { class: 'jump' }, button, dialog);

  const go = (room: Room): void => {
    dialog.close();
    goTo(room.id);
  };
  const find = (): void => {
    const all = inOrder(screen.get().rooms.values());
    const rooms = search(all, searchWords(field.value), searchKeysOf);
    found.show(rooms);
    none.textContent = rooms.length === 0 ? words.noMatch : '';
  };
  const open = (): void => {
    field.value = '';
    find();
    if (!dialog.open) dialog.showModal();
  };
  const onKey = (event: KeyboardEvent): void => {
    const chosen = found.chosen();
    if (event.key === 'Enter' && chosen !== undefined) go(chosen);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    found.move(event.key === 'ArrowDown' ? 1 : -1);
  };
  button.addEventListener('click', open, { signal });
  field.addEventListener('input', find, { signal });
  field.addEventListener('keydown', onKey, { signal });
  addEventListener('keydown', (event) => isShortcut(event) && open(), { signal });
  return root;
}

function jumpField(): HTMLInputElement {
  return h('input', {
    class: 'field',
    dir: 'auto',
    role: 'combobox',
    autocomplete: 'off',
    placeholder: words.jump,
    'aria-label': words.jumpTitle,
    'aria-expanded': 'true',
  });
}

function isShortcut(event: KeyboardEvent): boolean {
  const isMatch = event.key === 'k' && (event.ctrlKey || event.metaKey);
  if (isMatch) event.preventDefault();
  return isMatch;
}

function shortcut(): HTMLElement {
  const isApple = /Mac|iPhone|iPad/u.test(navigator.userAgent);
  return h('kbd', { 'aria-hidden': 'true' }, isApple ? '⌘ K' : 'Ctrl K');
}
