import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import { words } from '../../words/words.ts';

/** A button to the newest messages, with the number of unread ones. */
export function newest(): {
  root: HTMLButtonElement;
  show: (isAway: boolean, unread: number) => void;
} {
  const text = h('span', {});
  const root = h('button', { class: 'newest', type: 'button', hidden: true }, icon('down'), text);
  let shown = '';
  const show = (isAway: boolean, unread: number): void => {
    const next = `${isAway} ${unread}`;
    if (next === shown) return;
    shown = next;
    root.hidden = !isAway;
    text.textContent = unread > 0 ? words.newBelow(unread) : '';
    root.ariaLabel = unread > 0 ? null : words.toNewest;
  };
  return { root, show };
}
