type Step = (at: number, columns: number, count: number) => number;

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: (at, columns) => (at % columns === 0 ? at : at - 1),
  ArrowRight: (at, columns) => (at % columns === columns - 1 ? at : at + 1),
  ArrowUp: (at, columns) => (at < columns ? at : at - columns),
  ArrowDown: (at, columns, count) => (at + columns >= count ? at : at + columns),
  Home: (at, columns) => at - (at % columns),
  End: (at, columns) => at - (at % columns) + columns - 1,
};

/** Roving tabindex: a grid is one tab stop, and arrow keys move between its cells (given row by row). */
export function rovingTabindex(
  grid: HTMLElement,
  cells: readonly HTMLElement[],
  columns: number,
): void {
  const stopAt = (stop: EventTarget | null | undefined): void => {
    for (const cell of cells) cell.tabIndex = cell === stop ? 0 : -1;
  };
  stopAt(cells[0]);
  grid.addEventListener('focusin', ({ target }) => stopAt(target));
  grid.addEventListener('keydown', (event) => {
    const at = cells.findIndex((cell) => cell === event.target);
    const step = steps[event.key];
    if (at === -1 || step === undefined) return;
    event.preventDefault();
    // The conversation around the grid uses the same keys.
    event.stopPropagation();
    cells[step(at, columns, cells.length)]?.focus();
  });
}
