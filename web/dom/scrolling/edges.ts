/** Loading begins so many pixels before the end is in view. */
export const ahead = 600;

/**
 * Tells when an end of a scrolled list comes near. The returned function looks again: an end that
 * is still near after the list has grown is told of once more.
 */
export function watchEdges(
  scroller: HTMLElement,
  edges: ReadonlyMap<Element, () => void>,
  signal: AbortSignal,
): () => void {
  const seen: IntersectionObserverCallback = (entries) => {
    // What was near before the list grew may come in one batch with what is so now.
    const last = new Map(entries.map(({ target, isIntersecting }) => [target, isIntersecting]));
    for (const [target, isNear] of last) if (isNear) edges.get(target)?.();
  };
  const observer = new IntersectionObserver(seen, { root: scroller, rootMargin: `${ahead}px 0px` });
  const look = (): void => {
    observer.disconnect();
    for (const edge of edges.keys()) observer.observe(edge);
  };
  look();
  signal.addEventListener('abort', () => observer.disconnect());
  return look;
}
