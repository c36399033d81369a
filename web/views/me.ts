import type { Person } from '../../protocol/model.ts';
import { h } from '../dom/h.ts';
import { openBeside } from '../dom/popover.ts';
import type { Page } from '../page.ts';
import { chooseRoomOrder, roomOrder, roomOrders } from '../room-order.ts';
import { chooseTheme, theme, themes } from '../theme.ts';
import { choose, language, languageNames, words } from '../words/words.ts';
import { avatar } from './avatar.ts';
import { choice } from './choice.ts';

/** Oneself at the foot of the sidebar; a click shows what one can set. */
export function me({ screen, session, rebuild }: Page, signal: AbortSignal): HTMLElement {
  const face = h('span', { class: 'me__face' });
  const name = h('span', { class: 'me__name', dir: 'auto' });
  const line = h('span', { class: 'me__line' });
  const button = h('button', { class: 'me__button', type: 'button', 'aria-haspopup': 'dialog' });
  button.append(face, h('span', { class: 'me__words' }, name, line));
  const signOut = h('button', { class: 'button', type: 'button' }, words.signOut);
  const menu = h('div', { class: 'popover me__menu', popover: 'auto' }, ...settings(rebuild));
  menu.append(signOut);
  const root = h('div', { class: 'me', hidden: true }, button, menu);

  button.addEventListener('click', () => openBeside(menu, button), { signal });
  signOut.addEventListener('click', () => void session.signOut(), { signal });

  const showPerson = (you: Person | undefined): void => {
    root.hidden = you === undefined;
    if (you === undefined) return;
    face.replaceChildren(avatar(you));
    name.textContent = you.name;
    button.title = words.yourMenu(you.name);
  };
  const showLine = (isOpen: boolean): void => {
    line.textContent = isOpen ? words.online : words.offline;
  };
  screen.watch(({ you }) => you, showPerson, signal);
  screen.watch(({ link }) => link.is === 'open', showLine, signal);
  return root;
}

function settings(rebuild: () => void): HTMLElement[] {
  const looks = themes.map((each) => [each, words.themes[each]] as const);
  const orders = roomOrders.map((each) => [each, words.roomOrders[each]] as const);
  return [
    choice(words.roomOrder, orders, roomOrder.get(), chooseRoomOrder),
    choice(words.theme, looks, theme(), chooseTheme),
    choice(words.language, languageNames, language, (chosen) => {
      choose(chosen);
      rebuild();
    }),
  ];
}
