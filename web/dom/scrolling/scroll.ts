/** So near the end, in pixels, the reader counts as being there. */
const near = 100;

/** A message in view, and how many pixels below the upper end of the view it begins and ends. */
export interface Spot {
  row: HTMLElement;
  offset: number;
  end: number;
}

/** Keeps the reader's place in a list that grows at both ends: at the end, or at the same line. */
export class Place {
  /** False while more follows that is not on the page: then its end is no place to stay at. */
  isEndShown = true;
  #isNearEnd = true;
  #top = 0;
  readonly #scroller: HTMLElement;
  readonly #rows: HTMLElement;

  constructor(scroller: HTMLElement, rows: HTMLElement, signal: AbortSignal) {
    this.#scroller = scroller;
    this.#rows = rows;
    scroller.addEventListener('scroll', () => this.#look(), { passive: true, signal });
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

  /** Puts a line in the upper part of the view, when it is above it. */
  backTo(line: Element): void {
    if (this.isAtEnd) this.toEnd();
    const { top } = this.#scroller.getBoundingClientRect();
    const above = top + this.#scroller.clientHeight / 5 - line.getBoundingClientRect().top;
    if (above <= 0) return;
    this.#scroller.scrollTop -= above;
    this.#look();
  }

  /** Puts a line in the middle of the view. */
  to(line: Element): void {
    line.scrollIntoView({ block: 'center' });
    this.#look();
  }

  /** The reader goes elsewhere: what is put at the end does not take them there. */
  leaveEnd(): void {
    this.#isNearEnd = false;
  }

  /**
   * Changes the rows under the reader's eyes without moving what they read. Returns where that was
   * when nothing of it is left.
   */
  keep(change: () => void): Spot[] {
    if (this.isAtEnd) {
      // The new end is gone to once its size is known: asking for it here would be a layout more.
      change();
      return [];
    }
    const seen = this.inView();
    change();
    const anchor = seen.find(({ row }) => row.isConnected);
    if (anchor !== undefined) this.#putBack(anchor);
    this.#look();
    return anchor === undefined ? seen : [];
  }

  /** Puts a line so many pixels below the upper end of the view. */
  put(line: Element, offset: number): void {
    const moved = this.#topOf(line) - offset;
    if (moved !== 0) this.#scroller.scrollTop += moved;
    this.#look();
  }

  /** The messages in view, from above; a line between them moves with what it stands before. */
  inView(): Spot[] {
    const view = this.#scroller.getBoundingClientRect();
    const rows = this.#rows.querySelectorAll<HTMLElement>(':scope > article');
    return [...rows]
      .map((row) => ({ row, box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > view.top && box.top < view.bottom)
      .map(({ row, box }) => ({ row, offset: box.top - view.top, end: box.bottom - view.top }));
  }

  /** The last line that matches and of which half, or half a view of it, is in view or above it. */
  lastInView(selector: string): HTMLElement | undefined {
    const view = this.#scroller.clientHeight;
    if (view === 0) return undefined;
    const rows = [...this.#rows.querySelectorAll<HTMLElement>(`:scope > ${selector}`)];
    return rows.findLast((row) => this.#topOf(row) + Math.min(row.offsetHeight, view) / 2 < view);
  }

  /** The first one in view may lose its author's name to what comes above it: so its end stays. */
  #putBack({ row, offset, end }: Spot): void {
    const isWhole = end <= this.#scroller.clientHeight;
    this.put(row, isWhole ? end - row.getBoundingClientRect().height : offset);
  }

  /** Only who goes up leaves the end: what has just grown there has not been gone to yet. */
  #look(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    const stays = this.#isNearEnd && scrollTop >= this.#top;
    this.#isNearEnd = stays || scrollHeight - scrollTop - clientHeight < near;
    this.#top = scrollTop;
  }

  #topOf(line: Element): number {
    return line.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }
}
