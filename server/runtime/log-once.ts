/** Number of different texts that are logged: a client that invents texts cannot fill the log. */
const most = 100;

/** Characters of a text that are logged. */
const longest = 100;

/**
 * Returns a function that logs each different text once, up to 100 texts, cut to 100 characters.
 */
export function logOnce(log: (text: string) => void): (text: string) => void {
  const logged = new Set<string>();
  return (text) => {
    const shown = text.slice(0, longest);
    if (logged.size >= most || logged.has(shown)) return;
    logged.add(shown);
    log(shown);
  };
}
