import type { Person } from '../../../protocol/model.ts';
import { colourOf } from '../../text/colour.ts';
import { h } from '../../dom/h.ts';
import { graphemes } from '../../text/graphemes.ts';

const ascii = /^[\x20-\x7e]*$/;

/** A square with initials in the colour of the person. Hidden from screen readers: the name is beside it. */
export function avatar({ id, name, via }: Person, size?: 'small'): HTMLElement {
  const root = h('span', { class: 'avatar', 'aria-hidden': 'true', dir: 'auto' });
  if (size) root.dataset['size'] = size;
  if (via !== 'text') root.dataset['colour'] = colourOf(id);
  root.append(via === 'text' ? '⌁' : initials(name));
  return root;
}

/** "To" of Toto, "AL" of Ada Lovelace. */
function initials(name: string): string {
  const [first = '', second] = name.split(' ');
  return second === undefined ? letters(first, 2) : letters(first, 1) + letters(second, 1);
}

/** The fast path for ASCII avoids the slow segmentation into graphemes. */
function letters(word: string, count: number): string {
  if (ascii.test(word)) return word.slice(0, count);
  return [...graphemes(word)].slice(0, count).join('');
}
