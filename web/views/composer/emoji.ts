import { h } from '../../dom/h.ts';
import { openBeside } from '../../dom/popover.ts';
import { words } from '../../words/words.ts';

const common = ['👍', '❤️', '😂', '😮', '😢', '🎉', '🙏', '👏', '🔥', '✅', '👀', '🤔'];

export interface EmojiPicker {
  root: HTMLElement;
  /** Opens beside a button; calls `pick` with the chosen emoji. */
  open: (beside: Element, pick: (emoji: string) => void) => void;
}

/** A few common emoji to choose from. */
export function emojiPicker(): EmojiPicker {
  const buttons = common.map((emoji, at) =>
    h('button', { class: 'emoji__one', type: 'button', value: emoji, autofocus: at === 0 }, emoji),
  );
  const root = h('div', { class: 'popover emoji', popover: 'auto', role: 'group' }, ...buttons);
  root.ariaLabel = words.emoji;

  let pick = (_emoji: string): void => {};
  for (const button of buttons) {
    button.addEventListener('click', () => {
      root.hidePopover();
      pick(button.value);
    });
  }
  const open: EmojiPicker['open'] = (beside, picked) => {
    pick = picked;
    openBeside(root, beside);
  };
  return { root, open };
}
