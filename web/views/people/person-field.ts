import { h } from '../../dom/h.ts';
import { words } from '../../words/words.ts';

/** So many people are seen at a glance: a field to find one of them is for more. */
export const few = 8;

/** A field to find somebody by words of their name. */
export function personField(): HTMLInputElement {
  const label = words.findPerson;
  const look = { class: 'field people__find', type: 'search', dir: 'auto', autocomplete: 'off' };
  return h('input', { ...look, placeholder: label, 'aria-label': label });
}
