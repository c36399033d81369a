import type { Store } from '../../../client/state/store.ts';
import { h } from '../../dom/h.ts';
import { list } from '../../dom/list.ts';
import { ScrollPosition } from '../../dom/scrolling/scroll.ts';
import { setText } from '../../dom/update.ts';
import { framesShown, type FramesShown, type FramesView } from '../../wire/frames-view.ts';
import type { AppContext } from '../../app-context.ts';
import type { WireLine } from '../../wire/wire-log.ts';
import { wireWords } from '../../words/wire-words.ts';
import { frame, meaningOf } from './frame.ts';
import { framesBar } from './frames-bar.ts';

/** Pixels. */
const lowestLine = 24;

/** All that passed on the wire, the newest last, with what is shown of it and what each line means. */
export function frames(
  { wireLog, panels }: AppContext,
  view: Store<FramesView>,
  signal: AbortSignal,
): HTMLElement[] {
  const rows = h('ol', { class: 'frames__rows' });
  const root = h('div', { class: 'frames', role: 'region', tabindex: '0' }, rows);
  root.ariaLabel = wireWords().frames;
  const scroll = new ScrollPosition(root, rows, signal);
  const lineOf = new WeakMap<Element, WireLine>();
  const showLines = list<WireLine>(
    rows,
    ({ key }) => key,
    (line) => {
      const entry = frame(line);
      lineOf.set(entry.root, line);
      return entry;
    },
  );
  const bar = framesBar(wireLog, view, signal);
  const meant = meaning(root, lineOf);

  const show = (): void => {
    if (!panels.get().wire) return;
    const shown: FramesShown = framesShown(wireLog.store.get().lines, view.get());
    bar.show(shown);
    const { lines } = shown;
    scroll.keep(() => showLines(scroll.isAtEnd ? lines.slice(-inView()) : lines));
    meant.tell();
  };
  root.addEventListener('scroll', show, { passive: true, signal });
  wireLog.store.watch(({ lines }) => lines, show, signal);
  view.watch((seen) => seen, show, signal);
  panels.watch((shown) => shown.wire, show, signal);
  return [bar.root, root, meant.root];
}

/** Whoever is at the end sees no more lines than fill the window; the rest is there for who goes up. */
function inView(): number {
  return Math.ceil(innerHeight / lowestLine);
}

/** What the line is for that somebody points at, or has come to by keyboard. */
function meaning(frames: HTMLElement, lineOf: WeakMap<Element, WireLine>) {
  const hint = wireWords().pointAtFrame;
  const root = h('p', { class: 'meaning' }, hint);
  let [last, other] = [':hover', ':focus-within'];
  // Lines move on under a pointer that stands still.
  const tell = (): void => {
    const row =
      frames.querySelector(`.frames__one${last}`) ?? frames.querySelector(`.frames__one${other}`);
    const line = row === null ? undefined : lineOf.get(row);
    const text = line === undefined ? hint : meaningOf(line.traffic);
    setText(root, text);
  };
  const moved = (): void => {
    [last, other] = [':hover', ':focus-within'];
    tell();
  };
  const came = (): void => {
    [last, other] = [':focus-within', ':hover'];
    tell();
  };
  frames.addEventListener('pointermove', moved);
  frames.addEventListener('pointerleave', tell);
  frames.addEventListener('focusin', came);
  return { root, tell };
}
