import { h } from '../dom/h.ts';
import { words } from '../words/words.ts';

export interface Confirm {
  root: HTMLDialogElement;
  ask: (then: () => void) => void;
}

/** Asks once more before a message is deleted. */
export function confirmDelete(): Confirm {
  const keep = h('button', { class: 'button', value: '' }, words.cancel);
  const remove = h('button', { class: 'button button--bad', value: 'delete' }, words.delete);
  const root = h(
    'dialog',
    { class: 'dialog', 'aria-label': words.deleteTitle, closedby: 'any' },
    h('h2', { class: 'dialog__title' }, words.deleteTitle),
    h('p', { class: 'dialog__hint' }, words.deleteHint),
    h('form', { class: 'dialog__buttons', method: 'dialog' }, keep, remove),
  );

  let agreed = (): void => {};
  root.addEventListener('close', () => root.returnValue === 'delete' && agreed());
  const ask: Confirm['ask'] = (then) => {
    agreed = then;
    root.returnValue = '';
    root.showModal();
  };
  return { root, ask };
}
