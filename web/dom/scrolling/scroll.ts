/** Pixels: this near to the end counts as being at the end. */
const near = 100;

/** A message in view; `offset` and `end` are its edges in pixels below the top of the view. */
export interface VisibleRow {
  row: HTMLElement;
  offset: number;
  end: number;
}

/** Keeps the scroll position in a list that grows at both ends: at the end, or at the same row. */
export class ScrollPosition {
  /** False while later messages are not rendered: then the view does not stick to the end. */
  isEndShown = true;
  #isNearEnd = true;
  #top = 0;
  readonly #scroller: HTMLElement;
  readonly #rows: HTMLElement;

  constructor(scroller: HTMLElement, rows: HTMLElement, signal: AbortSignal) {
    this.#scroller = scroller;
    this.#rows = rows;
    scroller.addEventListener('scroll', () => this.#update(), { passive: true, signal });
    const sizes = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    sizes.observe(scroller);
    sizes.observe(rows);
    signal.addEventListener('abort', () => sizes.disconnect());
  }

  get isAtEnd(): boolean {
    return this.#isNearEnd && this.isEndShown;
  }

  toEnd(): void {
    this.isEndShown = this.#isNearEnd = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** Scrolls up to a row, if it is above the upper part of the view. */
  backTo(row: Element): void {
    if (this.isAtEnd) this.toEnd();
    const { top } = this.#scroller.getBoundingClientRect();
    const above = top + this.#scroller.clientHeight / 5 - row.getBoundingClientRect().top;
    if (above <= 0) return;
    this.#scroller.scrollTop -= above;
    this.#update();
  }

  /** Scrolls a row to the middle of the view. */
  to(row: Element): void {
    row.scrollIntoView({ block: 'center' });
    this.#update();
  }

  /** Stops following the end. */
  leaveEnd(): void {
    this.#isNearEnd = false;
  }

  /**
   * Changes the rows without moving what is in view. Returns the rows that were in view if none of
   * them is left.
   */
  keep(change: () => void): VisibleRow[] {
    if (this.isAtEnd) {
      // The resize observer scrolls to the new end: measuring here would cost another layout.
      change();
      return [];
    }
    const seen = this.inView();
    change();
    const anchor = seen.find(({ row }) => row.isConnected);
    if (anchor !== undefined) this.#putBack(anchor);
    this.#update();
    return anchor === undefined ? seen : [];
  }

  /** Scrolls a row to so many pixels below the top of the view. */
  put(row: Element, offset: number): void {
    const moved = this.#topOf(row) - offset;
    if (moved !== 0) this.#scroller.scrollTop += moved;
    this.#update();
  }

  /** The messages in view, from top to bottom, without the lines between them. */
  inView(): VisibleRow[] {
    const view = this.#scroller.getBoundingClientRect();
    const rows = this.#rows.querySelectorAll<HTMLElement>(':scope > article');
    return [...rows]
      .map((row) => ({ row, box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > view.top && box.top < view.bottom)
      .map(({ row, box }) => ({ row, offset: box.top - view.top, end: box.bottom - view.top }));
  }

  /** The last matching row of which half, or half a view, is in view or above it. */
  lastInView(selector: string): HTMLElement | undefined {
    const view = this.#scroller.clientHeight;
    if (view === 0) return undefined;
    const rows = [...this.#rows.querySelectorAll<HTMLElement>(`:scope > ${selector}`)];
    return rows.findLast((row) => this.#topOf(row) + Math.min(row.offsetHeight, view) / 2 < view);
  }

  /** Keeps the lower edge: the first row may lose its author line to a message inserted above. */
  #putBack({ row, offset, end }: VisibleRow): void {
    const isComplete = end <= this.#scroller.clientHeight;
    this.put(row, isComplete ? end - row.getBoundingClientRect().height : offset);
  }

  /** Only scrolling up disables auto-scroll: new content at the end may not be scrolled to yet. */
  #update(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    const stays = this.#isNearEnd && scrollTop >= this.#top;
    this.#isNearEnd = stays || scrollHeight - scrollTop - clientHeight < near;
    this.#top = scrollTop;
  }

  #topOf(row: Element): number {
    return row.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }
}
