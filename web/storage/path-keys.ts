/**
 * Prefix of all storage keys. Storage belongs to a whole origin, and other pages may be served from
 * the same one: below a path such as `/chat/` the prefix is that path, at the root it is empty.
 */
export const keyPrefix = pathOf(globalThis.document?.baseURI ?? 'http://localhost/');

/** Empty at the root, else the path with both slashes. */
export function pathOf(page: string): string {
  const { pathname } = new URL('.', page);
  return pathname === '/' ? '' : pathname;
}
