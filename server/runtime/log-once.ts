/** Different texts of which anything is said: whoever makes them up cannot fill the log. */
const most = 100;

/** Characters of one that are shown. */
const longest = 100;

/** Says something of each text once, of the first hundred different ones. */
export function logOnce(say: (text: string) => void): (text: string) => void {
  const known = new Set<string>();
  return (text) => {
    const shown = text.slice(0, longest);
    if (known.size >= most || known.has(shown)) return;
    known.add(shown);
    say(shown);
  };
}
