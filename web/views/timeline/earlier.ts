import { h } from '../../dom/h.ts';
import { words } from '../../words/words.ts';

export interface Earlier {
  root: HTMLElement;
  /** Call when the first rendered message is nearly in view. */
  near: () => void;
}

/** The top of the conversation: loads earlier messages, and offers a retry when that fails. */
export function earlier(isMore: () => boolean, load: () => Promise<void>): Earlier {
  const note = h('span', {});
  const retry = h('button', { class: 'button', type: 'button', hidden: true }, words.retryOlder);
  const root = h('div', { class: 'earlier' }, note, retry);

  const fetch = async (): Promise<void> => {
    retry.hidden = true;
    note.textContent = words.loadingOlder;
    const isLoaded = await load().then(
      () => true,
      () => false,
    );
    note.textContent = '';
    retry.hidden = isLoaded;
  };
  const near = (): void => {
    if (note.textContent === '' && retry.hidden && isMore()) void fetch();
  };
  retry.addEventListener('click', () => void fetch());
  return { root, near };
}
