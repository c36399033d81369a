import type { Reaction, TextMessage } from '../../protocol/model.ts';
import { h } from '../dom/h.ts';
import { list, type Entry } from '../dom/list.ts';
import type { Page } from '../page.ts';
import { number } from '../format.ts';

/** The emoji on a message, with how many put each there; a click joins them or leaves. */
export function reactions({ chat, screen }: Page): Entry<TextMessage | undefined> {
  const root = h('div', { class: 'reactions' });
  let id = '';
  const isMine = ({ by }: Reaction): boolean => by.some((each) => each.id === screen.get().you?.id);

  const chip = ({ emoji }: Reaction): Entry<Reaction> => {
    const count = h('span', { class: 'reactions__count' });
    const shape = h('span', { class: 'reactions__shape' }, emoji, ' ', count);
    const button = h('button', { class: 'reactions__one', type: 'button' }, shape);
    button.addEventListener('click', () => {
      void chat.react(id, emoji, button.ariaPressed !== 'true');
    });
    const show = (reaction: Reaction): void => {
      count.textContent = number(reaction.by.length);
      button.ariaPressed = String(isMine(reaction));
      button.title = reaction.by.map(({ name }) => name).join(', ');
    };
    return { root: button, show };
  };
  const showChips = list<Reaction>(root, ({ emoji }) => emoji, chip);

  const show = (message: TextMessage | undefined): void => {
    id = message?.id ?? '';
    root.hidden = (message?.reactions ?? []).length === 0;
    showChips(message?.reactions ?? []);
  };
  return { root, show };
}
