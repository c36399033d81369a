import { linkifyit, type LinkifyIt } from 'linkify-it';

/** A web address in a text, from `index` to `lastIndex`. */
export interface Address {
  index: number;
  lastIndex: number;
  /** The link target. */
  url: string;
  /** The text to display, with direction controls percent-encoded. */
  shown: string;
}

/** Host names of local networks may contain underscores, unlike others: my_host. */
const localHost = /\/\/[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?(?=[/?#\s]|$)/.source;
const web = { validate: lengthAfterScheme };

// Only with a scheme: "main.py" is a file here, not a host in Paraguay.
const links = linkifyit({ fuzzyLink: false, fuzzyEmail: false })
  .add('http:', web)
  .add('https:', web)
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null);

/** Finds the web addresses in a text, in order. */
export function addressesIn(text: string): Address[] {
  return (links.match(text) ?? []).map(({ index, lastIndex, url, text: raw }) => ({
    index,
    lastIndex,
    url: withoutBidiControls(url),
    shown: withoutBidiControls(raw),
  }));
}

/** Percent-encodes characters that would change the direction of what follows. */
function withoutBidiControls(address: string): string {
  return address.replace(/\p{Bidi_Control}/gu, encodeURIComponent);
}

/** Length of the address after its scheme, which ends at `at`; 0 if it is not an address. */
function lengthAfterScheme(text: string, at: number, { re }: LinkifyIt): number {
  const local = new RegExp(localHost + re.get_path().source, 'iy');
  for (const pattern of [re.get_http_validator(), local]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return found[0].length;
  }
  return 0;
}
