import { addressesIn, type Address } from './urls.ts';
import { h } from '../dom/h.ts';

/** A text as nodes: addresses of the web become links, all the rest stays text. */
export function linked(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const address of addressesIn(text)) {
    nodes.push(text.slice(end, address.index), link(address));
    end = address.lastIndex;
  }
  return [...nodes, text.slice(end)];
}

/** It reads from left to right, whatever stands around it. */
function link({ url, shown }: Address): HTMLAnchorElement {
  const attributes = { href: url, dir: 'ltr', target: '_blank' };
  return h('a', { ...attributes, rel: 'noopener noreferrer nofollow' }, shown);
}
