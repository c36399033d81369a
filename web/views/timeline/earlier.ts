import { h } from '../../dom/h.ts';
import { words } from '../../words/words.ts';

export interface Earlier {
  root: HTMLElement;
  /** The beginning of what is on the page comes near. */
  near: () => void;
}

/** The upper edge of the conversation: it fetches what is above, if there is more, and says so when it cannot. */
export function earlier(isMore: () => boolean, load: () => Promise<void>): Earlier {
  const note = h('span', {});
  const retry = h('button', { class: 'button', type: 'button', hidden: true }, words.retryOlder);
  const root = h('div', { class: 'earlier' }, note, retry);

  const fetch = async (): Promise<void> => {
    retry.hidden = true;
    note.textContent = words.loadingOlder;
    const isThere = await load().then(
      () => true,
      () => false,
    );
    note.textContent = '';
    retry.hidden = isThere;
  };
  const near = (): void => {
    if (note.textContent === '' && retry.hidden && isMore()) void fetch();
  };
  retry.addEventListener('click', () => void fetch());
  return { root, near };
}
