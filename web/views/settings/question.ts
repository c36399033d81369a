import { h } from '../../dom/h.ts';
import { button } from './card.ts';

/** Shows a question. Resolves to the value of the pressed button; false without one. */
export function answerTo(
  title: string,
  hint: string,
  choices: readonly (readonly [label: string, value: boolean])[],
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const root = h('dialog', { class: 'dialog', 'aria-label': title });
  const buttons = choices.map(([label, value]) =>
    button(label, () => {
      resolve(value);
      root.close();
    }),
  );
  root.append(
    h('h2', { class: 'dialog__title' }, title),
    h('p', { class: 'dialog__hint' }, hint),
    h('div', { class: 'dialog__buttons' }, ...buttons),
  );
  root.addEventListener('close', () => {
    resolve(false);
    root.remove();
  });
  document.body.append(root);
  root.showModal();
  return promise;
}
