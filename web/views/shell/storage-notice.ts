import { h } from '../../dom/h.ts';
import { storageFailures as store, type StorageFailures } from '../../storage/storage-failures.ts';
import { words } from '../../words/words.ts';

/** Shows once what the browser cannot save; a click dismisses it. */
export function storageNotice(signal: AbortSignal): HTMLElement {
  const sentence = h('p', { class: 'status__sentence', role: 'status' });
  const close = h('button', { class: 'button', type: 'button' }, words.understood);
  const bar = h('div', { class: 'status__bar' }, close);
  const root = h('div', { class: 'status', 'data-is': 'storage', hidden: true }, sentence, bar);

  close.addEventListener('click', () => store.set({}), { signal });
  const show = (failures: StorageFailures): void => {
    root.hidden = Object.keys(failures).length === 0;
    sentence.textContent = inWords(failures);
  };
  store.watch((failures) => failures, show, signal);
  return root;
}

function inWords({ texts, rooms }: StorageFailures): string {
  const cause = texts ?? rooms;
  if (cause === undefined) return '';
  const lost = [texts && words.textsNotStored, rooms && words.roomsNotStored].filter(Boolean);
  return [words.storageCauses[cause], ...lost].join(' ');
}
