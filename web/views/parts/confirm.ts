import { h } from '../../dom/h.ts';
import { words } from '../../words/words.ts';

export interface Question {
  title: string;
  hint: string;
  /** Label of the button that confirms. */
  act: string;
}

export interface Confirm {
  root: HTMLDialogElement;
  ask: (question: Question, then: () => void) => void;
}

/** A dialog that asks before an action that cannot be undone. */
export function confirm(): Confirm {
  const title = h('h2', { class: 'dialog__title' });
  const hint = h('p', { class: 'dialog__hint' });
  const keep = h('button', { class: 'button', value: '' }, words.cancel);
  const act = h('button', { class: 'button button--bad', value: 'act' });
  const buttons = h('form', { class: 'dialog__buttons', method: 'dialog' }, keep, act);
  const root = h('dialog', { class: 'dialog', closedby: 'any' }, title, hint, buttons);

  let agreed = (): void => {};
  root.addEventListener('close', () => root.returnValue === 'act' && agreed());
  const ask: Confirm['ask'] = (question, then) => {
    agreed = then;
    title.textContent = root.ariaLabel = question.title;
    hint.textContent = question.hint;
    act.textContent = question.act;
    root.returnValue = '';
    root.showModal();
  };
  return { root, ask };
}
