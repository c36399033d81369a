/** So near the end, in pixels, the reader counts as being there. */
const near = 100;

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

  /** Changes the rows under the reader's eyes without moving what they read. */
  keep(change: () => void): void {
    // The new end is gone to once its size is known: asking for it here would be a layout more.
    if (this.isAtEnd) return change();
    const seen = this.#inView();
    change();
    const anchor = seen.find(({ row }) => row.isConnected);
    const moved = anchor && anchor.row.getBoundingClientRect().top - anchor.top;
    if (moved) this.#scroller.scrollTop += moved;
    this.#look();
  }

  /** Only who goes up leaves the end: what has just grown there has not been gone to yet. */
  #look(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    const stays = this.#isNearEnd && scrollTop >= this.#top;
    this.#isNearEnd = stays || scrollHeight - scrollTop - clientHeight < near;
    this.#top = scrollTop;
  }

  #inView(): { row: Element; top: number }[] {
    const view = this.#scroller.getBoundingClientRect();
    const places = [...this.#rows.children].map((row) => ({
      row,
      box: row.getBoundingClientRect(),
    }));
    return places
      .filter(({ box }) => box.bottom > view.top && box.top < view.bottom)
      .map(({ row, box }) => ({ row, top: box.top }));
  }
}
