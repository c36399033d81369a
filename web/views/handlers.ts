import { h } from '../dom/h.ts';
import { number } from '../format.ts';
import type { Handler, Wire, WireState } from '../wire.ts';

const names: readonly Handler[] = ['onopen', 'onmessage', 'onclose', 'onerror'];

/** The four handlers of a WebSocket, how often each was called, and which was the last. */
export function handlers({ store }: Wire, signal: AbortSignal): HTMLElement {
  const counts = new Map(names.map((name) => [name, h('span', {})]));
  const cells = names.map((name) => {
    return h('li', { class: 'handlers__one' }, h('b', {}, name), counts.get(name));
  });
  const root = h('ul', { class: 'handlers' }, ...cells);

  const show = ({ calls, lastCode, fired }: WireState): void => {
    for (const [at, name] of names.entries()) {
      const code = name === 'onclose' && lastCode !== undefined ? ` · ${lastCode}` : '';
      const count = counts.get(name);
      if (count) count.textContent = number(calls[name]) + code;
      cells[at]?.toggleAttribute('data-fired', name === fired);
    }
  };
  store.watch((state) => state, show, signal);
  return root;
}
