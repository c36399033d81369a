import { currentRoom } from '../../client/state.ts';
import { watchEdges } from '../dom/edges.ts';
import { h } from '../dom/h.ts';
import type { Entry } from '../dom/list.ts';
import { walk } from '../dom/walk.ts';
import { paced } from '../pace.ts';
import type { Page } from '../page.ts';
import type { Row } from '../rows.ts';
import { Scrollback } from '../scrollback.ts';
import { words } from '../words/words.ts';
import { earlier } from './earlier.ts';
import { line } from './line.ts';
import { message } from './message.ts';
import { newest } from './newest.ts';
import { messageTools } from './tools.ts';

/** Reading is told to the server so often at most, in milliseconds. */
const readPace = 500;

/** The conversation. */
export function messages(page: Page, signal: AbortSignal): HTMLElement {
  const { chat, screen } = page;
  const rows = h('div', { class: 'messages__rows' });
  const bottom = h('div', { class: 'messages__edge' });
  const top = earlier(() => scrollback.earlier().then(() => lookAtEdges()));
  const log = h(
    'div',
    { class: 'messages__log', role: 'log', tabindex: '0' },
    top.root,
    rows,
    bottom,
  );
  log.ariaLabel = words.messages;
  const toNewest = newest();
  const tools = messageTools(page);
  const root = h('section', { class: 'messages' }, log, toNewest.root, ...tools.overlays);

  const make = (row: Row): Entry<Row> =>
    'opens' in row ? message(page, tools) : line(screen.get().current ?? '');
  const scrollback = new Scrollback(page, [log, rows], make, signal);
  const edges = new Map([
    [top.root, top.near],
    [bottom, () => scrollback.later()],
  ]);
  const lookAtEdges = watchEdges(log, edges, signal);
  const looked = (): void => {
    toNewest.show(!scrollback.isAtEnd, currentRoom(screen.get())?.unread ?? 0);
    if (scrollback.isAtEnd && !document.hidden) markRead();
  };
  const markRead = paced(readPace, () => {
    const room = currentRoom(chat.store.get());
    const last = room?.messages.at(-1);
    if (room && last) chat.read(room.name, last.seq);
  });
  log.addEventListener('scroll', looked, { passive: true, signal });
  toNewest.root.addEventListener('click', () => scrollback.toEnd(), { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      scrollback.look(document.hidden);
      looked();
    },
    { signal },
  );
  walk(rows, 'article', signal);

  screen.watch(
    (state) => state,
    (state) => {
      scrollback.show(state);
      looked();
    },
    signal,
  );
  screen.watch(({ current, link }) => `${current} ${link.is}`, lookAtEdges, signal);
  return root;
}
