import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import { isCovered, phone, showDrawer, showWire, wide, type Panels } from '../../app/panels.ts';
import { room } from './room.ts';
import { sidebar } from '../sidebar/sidebar.ts';
import { signIn } from './sign-in.ts';
import { wire } from '../wire/wire.ts';

/** The three columns; on a phone the outer two cover the room when they are open. */
export function app(context: AppContext, signal: AbortSignal): HTMLElement {
  const left = sidebar(context, signal);
  const main = room(context, signal);
  const right = wire(context, signal);
  const scrim = h('div', { class: 'app__scrim' });
  const root = h('div', { class: 'app' }, left, main, right, scrim, signIn(context, signal));

  scrim.addEventListener('click', () => showDrawer(context.panels, false), { signal });
  document.addEventListener('keydown', (event) => isEscape(event) && closePanels(context), {
    signal,
  });

  const show = ({ drawer, wire: isWireShown }: Panels): void => {
    root.toggleAttribute('data-drawer', drawer);
    root.toggleAttribute('data-wire', isWireShown);
    right.hidden = !isWireShown;
    left.inert = phone.matches && !drawer;
    if (drawer) left.focus();
    main.inert = isCovered(context.panels.get());
  };
  context.panels.watch((panels) => panels, show, signal);
  phone.addEventListener('change', () => show(context.panels.get()), { signal });
  return root;
}

/** Escape, unless it closes a dialog or a popover. */
function isEscape({ key }: KeyboardEvent): boolean {
  return key === 'Escape' && document.querySelector(':popover-open, dialog[open]') === null;
}

/** Closes the panels over the room; on a wide screen the wire is beside it and stays open. */
function closePanels({ panels }: AppContext): void {
  const { drawer, wire: isWireShown } = panels.get();
  if (drawer) showDrawer(panels, false);
  else if (isWireShown && !wide.matches) showWire(panels, false);
}
