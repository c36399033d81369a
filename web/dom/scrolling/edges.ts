/** Pixels: loading begins this far before an edge is in view. */
export const ahead = 600;

/**
 * Calls the callback of an edge of a scrolled list when it is nearly in view. Call the returned
 * function after the list has grown: an edge that is still near is reported again.
 */
export function watchEdges(
  scroller: HTMLElement,
  edges: ReadonlyMap<Element, () => void>,
  signal: AbortSignal,
): () => void {
  const observed: IntersectionObserverCallback = (entries) => {
    // One batch may hold an outdated entry too: the last one of each edge counts.
    const last = new Map(entries.map(({ target, isIntersecting }) => [target, isIntersecting]));
    for (const [target, isNear] of last) if (isNear) edges.get(target)?.();
  };
  const observer = new IntersectionObserver(observed, {
    root: scroller,
    rootMargin: `${ahead}px 0px`,
  });
  const check = (): void => {
    observer.disconnect();
    for (const edge of edges.keys()) observer.observe(edge);
  };
  check();
  signal.addEventListener('abort', () => observer.disconnect());
  return check;
}
