import { linkifyit, type LinkifyIt } from 'linkify-it';

/** An address of the web in a text, from `index` to `lastIndex`. */
export interface Address {
  index: number;
  lastIndex: number;
  /** Where it leads. */
  url: string;
  /** As it stands in the text, without what would turn it around. */
  shown: string;
}

/** A name that only a local network knows may hold an underscore, which others may not: my_host. */
const localHost = /\/\/[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?(?=[/?#\s]|$)/.source;
const web = { validate: lengthAfterScheme };

// Only what says http: "main.py" is a file here, not a place in Paraguay.
const links = linkifyit({ fuzzyLink: false, fuzzyEmail: false })
  .add('http:', web)
  .add('https:', web)
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null);

/** Finds the addresses of the web in a text, in their order. */
export function addressesIn(text: string): Address[] {
  return (links.match(text) ?? []).map(({ index, lastIndex, url, text: raw }) => ({
    index,
    lastIndex,
    url: legible(url),
    shown: legible(raw),
  }));
}

/** Characters that turn what stands after them around, as an address writes them. */
function legible(address: string): string {
  return address.replace(/\p{Bidi_Control}/gu, encodeURIComponent);
}

/** Characters of an address after its scheme, which ends at `at`; 0 where it is none. */
function lengthAfterScheme(text: string, at: number, { re }: LinkifyIt): number {
  const local = new RegExp(localHost + re.get_path().source, 'iy');
  for (const pattern of [re.get_http_validator(), local]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return found[0].length;
  }
  return 0;
}
