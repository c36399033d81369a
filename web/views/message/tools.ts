import type { TextMessage } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import type { AppContext } from '../../app/app-context.ts';
import { words } from '../../words/words.ts';
import type { Confirm, Question } from '../parts/confirm.ts';
import { emojiPicker } from '../composer/emoji.ts';

/** The message that the tools act on. */
export interface Target {
  root: HTMLElement;
  message: TextMessage;
  edit: () => void;
}

export interface Tools {
  /** Popovers of the tools. */
  overlays: HTMLElement[];
  /** Moves the tools to this message: the whole room shares one set. */
  offer: (target: Target) => void;
}

/** The tools of a message: react, and for own messages edit and delete. */
export function messageTools({ chat, screen }: AppContext, confirm: Confirm): Tools {
  const picker = emojiPicker();
  const [react, edit, remove] = [tool('react'), tool('edit'), tool('trash')];
  const root = h('div', { class: 'tools', 'aria-live': 'off' }, react, edit, remove);

  let target: Target | undefined;
  react.addEventListener('click', () => {
    const message = target?.message;
    if (message) picker.open(react, (emoji) => void chat.react(message.id, emoji, true));
  });
  edit.addEventListener('click', () => target?.edit());
  remove.addEventListener('click', () => {
    const message = target?.message;
    if (message) confirm.ask(deletion(), () => void chat.delete(message.id));
  });

  const offer = (next: Target): void => {
    const isInUse = root.contains(document.activeElement) || picker.root.matches(':popover-open');
    if (target?.root !== next.root && isInUse) return;
    target = next;
    const isMine = next.message.author.id === screen.get().you?.id;
    edit.hidden = remove.hidden = !isMine;
    if (root.parentElement !== next.root) next.root.append(root);
  };
  return { overlays: [picker.root], offer };
}

function deletion(): Question {
  return { title: words.deleteTitle, hint: words.deleteHint, act: words.delete };
}

function tool(name: 'react' | 'edit' | 'trash'): HTMLButtonElement {
  const title = { react: words.react, edit: words.edit, trash: words.delete }[name];
  const button = h('button', {
    class: 'icon-button tools__one',
    type: 'button',
    title,
    'aria-label': title,
  });
  button.append(icon(name));
  return button;
}
