import { h } from '../../dom/h.ts';
import { unkept as store, type Unkept } from '../../storage/storage-trouble.ts';
import { words } from '../../words/words.ts';

/** Says once what the browser will not keep; a click says that it is understood. */
export function unkept(signal: AbortSignal): HTMLElement {
  const sentence = h('p', { class: 'status__sentence', role: 'status' });
  const close = h('button', { class: 'button', type: 'button' }, words.understood);
  const bar = h('div', { class: 'status__bar' }, close);
  const root = h('div', { class: 'status', 'data-is': 'unkept', hidden: true }, sentence, bar);

  close.addEventListener('click', () => store.set({}), { signal });
  const show = (told: Unkept): void => {
    root.hidden = Object.keys(told).length === 0;
    sentence.textContent = inWords(told);
  };
  store.watch((told) => told, show, signal);
  return root;
}

function inWords({ texts, rooms }: Unkept): string {
  const cause = texts ?? rooms;
  if (cause === undefined) return '';
  const lost = [texts && words.textsUnkept, rooms && words.roomsUnkept].filter(Boolean);
  return [words.unkept[cause], ...lost].join(' ');
}
