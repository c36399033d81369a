import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import { number } from '../../words/format.ts';
import type { Handler, WireLog, WireState } from '../../wire/wire-log.ts';
import { wireWords } from '../../words/wire-words.ts';

const names: readonly Handler[] = ['onopen', 'onmessage', 'onclose', 'onerror'];

/**
 * The four handlers of a WebSocket, how often each was called, and which was the last. A click shows
 * the last event of one, and the code of the client that it runs.
 */
export function handlers(wireLog: WireLog, signal: AbortSignal): HTMLElement {
  const cells = names.map(cellOf);
  const opened = h('section', { class: 'handlers__opened', id: 'handler', hidden: true });
  const all = h('ul', { class: 'handlers__all' }, ...cells.map(({ root }) => root));
  const toggle = handlerToggle(wireLog, opened, signal);

  const show = (state: WireState): void => {
    for (const { name, button, count } of cells) {
      setText(count, countOf(name, state));
      button.toggleAttribute('data-fired', name === state.fired);
    }
  };
  for (const { name, button } of cells) {
    const clicked = (): void => {
      const isOpen = toggle(name);
      for (const each of cells) each.button.ariaExpanded = String(isOpen && each.name === name);
    };
    button.addEventListener('click', clicked, { signal });
  }
  wireLog.store.watch((state) => state, show, signal);
  return h('div', { class: 'handlers' }, all, opened);
}

/** Opens one handler at a time; a second click closes it. Returns whether one is open. */
function handlerToggle(
  wireLog: WireLog,
  opened: HTMLElement,
  signal: AbortSignal,
): (name: Handler) => boolean {
  let current: Handler | undefined;
  let shown = new AbortController();
  const fill = async (name: Handler, until: AbortSignal): Promise<void> => {
    const { handler } = await import('./handler.ts');
    if (!until.aborted) opened.replaceChildren(...handler(name, wireLog, until));
  };
  signal.addEventListener('abort', () => shown.abort());
  return (name) => {
    shown.abort();
    shown = new AbortController();
    current = current === name ? undefined : name;
    opened.hidden = current === undefined;
    opened.ariaLabel = name;
    // Without a network it shows an error; the next click tries again.
    const failed = (): void => opened.replaceChildren(wireWords().notLoaded);
    if (current !== undefined) fill(name, shown.signal).catch(failed);
    return current !== undefined;
  };
}

function cellOf(name: Handler) {
  const count = h('span', {});
  const button = h(
    'button',
    {
      class: 'handlers__one',
      type: 'button',
      'aria-expanded': 'false',
      'aria-controls': 'handler',
    },
    h('b', {}, name),
    count,
  );
  button.title = wireWords().showHandler;
  return { name, button, count, root: h('li', {}, button) };
}

function countOf(name: Handler, { calls }: WireState): string {
  const { count, last } = calls[name];
  return last?.is === 'close' ? `${number(count)} · ${last.ending.code}` : number(count);
}
