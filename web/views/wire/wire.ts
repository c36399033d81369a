import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import type { AppContext } from '../../app/app-context.ts';
import { showWire } from '../../app/panels.ts';
import { words } from '../../words/words.ts';

/** The right column: a live view of the connection of this tab. */
export function wire({ wireLog, panels, wirePanel }: AppContext, signal: AbortSignal): HTMLElement {
  const state = h('span', { class: 'pill', title: 'readyState' });
  const close = h('button', {
    class: 'icon-button wire__close',
    type: 'button',
    'aria-label': words.hideWire,
  });
  close.append(icon('close'));
  const head = h('header', { class: 'wire__head' }, h('h2', {}, words.wire), state, close);
  const root = h('aside', { class: 'wire', id: 'wire', 'aria-label': words.wire }, head);

  let isLoaded = false;
  const fill = async (): Promise<void> => {
    if (isLoaded) return;
    isLoaded = true;
    try {
      const panel = await wirePanel();
      if (!signal.aborted) root.replaceChildren(head, ...panel.build(signal));
    } catch {
      isLoaded = false; // Opening the panel again retries.
      root.replaceChildren(head, h('p', { class: 'wire__fault' }, words.unreachable));
    }
  };

  close.addEventListener('click', () => showWire(panels, false), { signal });

  wireLog.store.watch(
    ({ readyState }) => readyState,
    (readyState) => {
      state.textContent = readyState;
    },
    signal,
  );
  panels.watch(
    (shown) => shown.wire,
    (isShown) => isShown && void fill(),
    signal,
  );
  return root;
}
