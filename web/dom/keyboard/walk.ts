const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Lets the arrow keys move the focus between messages, beginning with the last one. */
export function arrowKeyNavigation(list: HTMLElement, selector: string, signal: AbortSignal): void {
  const step = (event: KeyboardEvent): void => {
    const by = steps[event.key];
    if (by === undefined || !(event.target instanceof HTMLElement)) return;
    if (event.target.closest('textarea, input') !== null) return;
    const stops = [...list.querySelectorAll<HTMLElement>(selector)];
    const at = stops.findIndex((stop) => stop.contains(event.target as Node));
    const next = at === -1 ? stops.at(-1) : stops[at + by];
    if (next === undefined) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  };
  list.addEventListener('keydown', step, { signal });
}
