import type { Person } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import { openBeside } from '../../dom/popover.ts';
import type { AppContext } from '../../app/app-context.ts';
import { chooseRoomOrder, roomOrder, roomOrders } from '../../lists/room-order.ts';
import { chooseTheme, theme, themes } from '../../app/theme.ts';
import { choose, language, languageNames, words } from '../../words/words.ts';
import { avatar } from '../parts/avatar.ts';
import { choice } from '../parts/choice.ts';
import { confirm } from '../parts/confirm.ts';

/** The signed-in person at the foot of the sidebar; a click opens their menu. */
export function me(context: AppContext, signal: AbortSignal): HTMLElement {
  const { screen, session, rebuild } = context;
  const face = h('span', { class: 'me__face' });
  const name = h('span', { class: 'me__name', dir: 'auto' });
  const line = h('span', { class: 'me__line' });
  const button = h('button', { class: 'me__button', type: 'button', 'aria-haspopup': 'dialog' });
  button.append(face, h('span', { class: 'me__words' }, name, line));
  const signOut = h('button', { class: 'button', type: 'button' }, words.signOut);
  const menu = h('div', { class: 'popover me__menu', popover: 'auto' }, ...choices(rebuild));
  menu.append(h('div', { class: 'me__acts' }, settings(context, menu, line), signOut));
  const question = confirm();
  const root = h('div', { class: 'me', hidden: true }, button, menu, question.root);

  button.addEventListener('click', () => openBeside(menu, button), { signal });
  signOut.addEventListener('click', confirmSignOut, { signal });

  function confirmSignOut(): void {
    if (!hasUnsent(context)) return void session.signOut();
    menu.hidePopover();
    const { signOutTitle: title, signOutHint: hint, signOut: act } = words;
    question.ask({ title, hint, act }, () => void session.signOut());
  }

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

/** The button that loads and opens the settings; `line` says when they cannot be loaded. */
function settings(context: AppContext, menu: HTMLElement, line: HTMLElement): HTMLElement {
  const button = h('button', { class: 'button', type: 'button' }, words.settings);
  const open = async (): Promise<void> => {
    menu.hidePopover();
    (await import('../settings/settings.ts')).showSettings(context);
  };
  const failed = (): void => {
    line.textContent = words.unreachable;
  };
  button.addEventListener('click', () => void open().catch(failed));
  return button;
}

/** Whether signing out would lose drafts or unsent texts. */
function hasUnsent({ chat, drafts }: AppContext): boolean {
  const isBegun = [...drafts.store.get().values()].some((text) => text.trim() !== '');
  return (
    isBegun || chat.store.get().outbox.some(({ change, is }) => 'text' in change && is !== 'done')
  );
}

function choices(rebuild: () => void): HTMLElement[] {
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
