import { h } from '../../dom/h.ts';
import { words } from '../../words/words.ts';

/** A search field appears for more people than this. */
export const few = 8;

/** A search field for people by words of their names. */
export function personField(): HTMLInputElement {
  const label = words.findPerson;
  const look = { class: 'field people__find', type: 'search', dir: 'auto', autocomplete: 'off' };
  return h('input', { ...look, placeholder: label, 'aria-label': label });
}
