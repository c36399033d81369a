/** What localStorage holds under keys that begin so, by the rest of the key. */
export function localEntries(prefix: string): [string, string][] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => [key.slice(prefix.length), localStorage.getItem(key) ?? '']);
}

export function forgetLocal(prefix: string): void {
  for (const [name] of localEntries(prefix)) localStorage.removeItem(prefix + name);
}
