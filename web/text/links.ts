import { addressesIn, type Address } from './urls.ts';
import { h } from '../dom/h.ts';

/** A text as DOM nodes: web addresses become links, the rest stays text. */
export function withLinks(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const address of addressesIn(text)) {
    nodes.push(text.slice(end, address.index), link(address));
    end = address.lastIndex;
  }
  return [...nodes, text.slice(end)];
}

/** A link is always left-to-right, whatever is around it. */
function link({ url, shown }: Address): HTMLAnchorElement {
  const attributes = { href: url, dir: 'ltr', target: '_blank' };
  return h('a', { ...attributes, rel: 'noopener noreferrer nofollow' }, shown);
}
