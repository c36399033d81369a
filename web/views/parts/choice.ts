import { h } from '../../dom/h.ts';

/** A group of radio buttons; `pick` is called with a newly chosen value. */
export function choice<Value extends string>(
  title: string,
  options: readonly (readonly [Value, string])[],
  chosen: Value,
  pick: (value: Value) => void,
): HTMLElement {
  const root = h('fieldset', { class: 'choice' }, h('legend', { class: 'choice__title' }, title));
  for (const [value, name] of options) {
    const input = h('input', { type: 'radio', name: title, value, checked: value === chosen });
    input.addEventListener('change', () => pick(value));
    root.append(h('label', { class: 'choice__label' }, input, name));
  }
  return root;
}
