import { currentRoom, type State } from '../../client/state.ts';
import { watchEdges } from '../dom/edges.ts';
import { h } from '../dom/h.ts';
import { walk } from '../dom/walk.ts';
import type { Page } from '../page.ts';
import { readMarker } from '../read-mark.ts';
import { Scrollback } from '../scrollback.ts';
import { words } from '../words/words.ts';
import { earlier } from './earlier.ts';
import { newest } from './newest.ts';
import { rowViews } from './row.ts';

/** The conversation: what of it is around the reader, and the way back to its end. */
export function messages(page: Page, signal: AbortSignal): HTMLElement {
  const { chat, screen } = page;
  const rows = h('div', { class: 'messages__rows' });
  const top = earlier(() => scrollback.earlier().then(() => lookAtEdges()));
  const end = h('div', { class: 'messages__edge' });
  const log = logOf(top.root, rows, end);
  const toNewest = newest();
  const { overlays, make } = rowViews(page, signal);
  const root = h('section', { class: 'messages' }, log, toNewest.root, ...overlays);

  const scrollback = new Scrollback(page, [log, rows], make, signal);
  const edges = new Map([[top.root, top.near]]).set(end, () => scrollback.later());
  const lookAtEdges = watchEdges(log, edges, signal);
  const markRead = readMarker(chat);
  const looked = (): void => {
    const room = currentRoom(screen.get());
    toNewest.show(!scrollback.isAtEnd, room?.unread ?? 0);
    if (scrollback.isAtEnd && !document.hidden) markRead();
    if (scrollback.isAtEnd && room !== undefined) chat.shorten(room.name);
  };
  const turned = (): void => {
    scrollback.look(document.hidden);
    looked();
  };
  log.addEventListener('scroll', looked, { passive: true, signal });
  toNewest.root.addEventListener('click', () => scrollback.toEnd(), { signal });
  document.addEventListener('visibilitychange', turned, { signal });
  walk(log, 'article', signal);

  const show = (state: State): void => {
    scrollback.show(state);
    looked();
  };
  screen.watch((state) => state, show, signal);
  screen.watch(({ current, link }) => `${current} ${link.is}`, lookAtEdges, signal);
  return root;
}

function logOf(...parts: HTMLElement[]): HTMLElement {
  const label = words.messages;
  const attributes = { class: 'messages__log', role: 'log', tabindex: '0', 'aria-label': label };
  return h('div', attributes, ...parts);
}
