import { linkifyit } from 'linkify-it';
import { h } from './dom/h.ts';

// Only what says http: "main.py" is a file here, not a place in Paraguay.
const links = linkifyit({ fuzzyLink: false, fuzzyEmail: false })
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null);

/** A text as nodes: addresses of the web become links, all the rest stays text. */
export function linked(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const { index, lastIndex, url, text: shown } of links.match(text) ?? []) {
    nodes.push(text.slice(end, index), link(url, shown));
    end = lastIndex;
  }
  return [...nodes, text.slice(end)];
}

function link(href: string, shown: string): HTMLAnchorElement {
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, shown);
}
