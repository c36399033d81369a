/**
 * What the browser keeps is of a whole origin. Below a path, as `/chat/`, this page keeps its own
 * under that path: another page, or another Causette, may stand beside it. At the top it is empty.
 */
export const here = pathOf(globalThis.document?.baseURI ?? 'http://localhost/');

/** Empty for a page at the top, else its path with both slashes. */
export function pathOf(page: string): string {
  const { pathname } = new URL('.', page);
  return pathname === '/' ? '' : pathname;
}
