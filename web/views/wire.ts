import { h } from '../dom/h.ts';
import { icon } from '../dom/icon.ts';
import type { Page } from '../page.ts';
import { showWire } from '../panels.ts';
import { words } from '../words/words.ts';
import { compare } from './compare.ts';
import { echo } from './echo.ts';
import { frames } from './frames.ts';
import { handlers } from './handlers.ts';
import { lab } from './lab.ts';

/** The right column: what the connection of this tab does, as it does it. */
export function wire(page: Page, signal: AbortSignal): HTMLElement {
  const { chat, wire: tap, panels } = page;
  const state = h('span', { class: 'pill', title: 'readyState' });
  const close = h('button', {
    class: 'icon-button wire__close',
    type: 'button',
    'aria-label': words.hideWire,
  });
  close.append(icon('close'));
  const cut = h('button', { class: 'button', type: 'button' }, words.cut);
  const byHand = h('button', { class: 'button', type: 'button' }, '/echo');
  const dialog = echo(signal);
  const root = h(
    'aside',
    { class: 'wire', id: 'wire', 'aria-label': words.wire },
    h('header', { class: 'wire__head' }, h('h2', {}, words.wire), state, close),
    handlers(tap, signal),
    compare(page, signal),
    frames(page, signal),
    h('footer', { class: 'wire__foot' }, cut, ...lab(chat.connection), byHand),
    dialog,
  );

  close.addEventListener('click', () => showWire(panels, false), { signal });
  cut.addEventListener('click', () => chat.connection.cut(), { signal });
  byHand.addEventListener('click', () => dialog.showModal(), { signal });

  tap.store.watch(
    ({ readyState }) => readyState,
    (readyState) => {
      state.textContent = readyState;
    },
    signal,
  );
  return root;
}
