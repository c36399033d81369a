import { currentRoom, type State } from '../../../client/state/state.ts';
import { watchEdges } from '../../dom/scrolling/edges.ts';
import { h } from '../../dom/h.ts';
import { arrowKeyNavigation } from '../../dom/keyboard/walk.ts';
import type { AppContext } from '../../app/app-context.ts';
import { markRead } from '../../timeline/mark-read.ts';
import { Scrollback } from './scrollback.ts';
import { copyAsTranscript } from '../../timeline/transcript.ts';
import { words } from '../../words/words.ts';
import { earlier } from './earlier.ts';
import { newest } from './newest.ts';
import { rowViews } from './row.ts';

/** The conversation: the rows around the reader, and a button to the newest messages. */
export function messages(context: AppContext, signal: AbortSignal): HTMLElement {
  const { chat, screen, focused } = context;
  const rows = h('div', { class: 'messages__rows' });
  const loadEarlier = (): Promise<void> => scrollback.earlier().then(() => checkEdges());
  const top = earlier(() => scrollback.hasEarlier, loadEarlier);
  const end = h('div', { class: 'messages__edge' });
  const log = logOf(top.root, rows, end);
  const toNewest = newest();
  const { overlays, make } = rowViews(context, signal);
  const root = h('section', { class: 'messages' }, log, toNewest.root, ...overlays);

  const scrollback = new Scrollback(context, [log, rows], make, signal);
  const edges = new Map([[top.root, top.near]]).set(end, () => scrollback.later());
  const checkEdges = watchEdges(log, edges, signal);
  const updateRead = markRead(context, () => scrollback.seenTo, signal);
  const updated = (): void => {
    const room = currentRoom(screen.get());
    toNewest.show(!scrollback.isAtEnd, room?.unread ?? 0);
    updateRead();
    if (scrollback.isAtEnd && room !== undefined) chat.shorten(room.id);
  };
  log.addEventListener('scroll', updated, { passive: true, signal });
  toNewest.root.addEventListener('click', () => scrollback.toEnd(), { signal });
  arrowKeyNavigation(log, 'article', signal);
  copyAsTranscript(log, signal);

  const show = (state: State): void => {
    scrollback.show(state);
    updated();
  };
  screen.watch((state) => state, show, signal);
  focused.watch(
    (isFocused) => isFocused,
    (isFocused) => scrollback.look(isFocused),
    signal,
  );
  screen.watch(({ current, link }) => `${current} ${link.is}`, checkEdges, signal);
  screen.watch(() => scrollback.hasEarlier, checkEdges, signal);
  return root;
}

function logOf(...parts: HTMLElement[]): HTMLElement {
  const label = words.messages;
  const attributes = { class: 'messages__log', role: 'log', tabindex: '0', 'aria-label': label };
  return h('div', attributes, ...parts);
}
