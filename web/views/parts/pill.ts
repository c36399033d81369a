import type { Link } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import { milliseconds } from '../../words/format.ts';
import type { AppContext } from '../../app/app-context.ts';
import { showWire } from '../../app/panels.ts';
import { words } from '../../words/words.ts';

/** The state of the connection in two words; a click opens the wire panel. */
export function pill({ screen, panels }: AppContext, signal: AbortSignal): HTMLElement {
  const dot = h('span', { class: 'dot' });
  const text = h('span', {});
  const shape = h('span', { class: 'pill' }, dot, text);
  const root = h('button', { class: 'head__wire', type: 'button', 'aria-controls': 'wire' }, shape);

  root.addEventListener('click', () => showWire(panels, !panels.get().wire), { signal });

  const show = (): void => {
    const { link, latency } = screen.get();
    dot.dataset['is'] = { open: 'on', connecting: 'away', waiting: 'off', closed: 'off' }[link.is];
    setText(text, inWords(link, latency));
  };
  screen.watch(({ link }) => link, show, signal);
  screen.watch(({ latency }) => latency, show, signal);
  panels.watch(
    ({ wire }) => wire,
    (isShown) => {
      root.ariaExpanded = String(isShown);
      root.title = isShown ? words.hideWire : words.showWire;
    },
    signal,
  );
  return root;
}

function inWords(link: Link, latency: number | undefined): string {
  if (link.is === 'connecting') return words.connecting;
  if (link.is !== 'open') return words.noConnection;
  const transport = words.transports[link.by];
  return latency === undefined ? transport : `${transport} · ${milliseconds(latency)}`;
}
