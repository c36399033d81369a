import type { Store } from '../../../client/state/store.ts';
import { h } from '../../dom/h.ts';
import { list } from '../../dom/list.ts';
import { ScrollPosition } from '../../dom/scrolling/scroll.ts';
import { setText } from '../../dom/update.ts';
import { framesShown, type FramesShown, type FramesView } from '../../wire/frames-view.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { WireLine } from '../../wire/wire-log.ts';
import { wireWords } from '../../words/wire-words.ts';
import { frame, meaningOf } from './frame.ts';
import { framesBar } from './frames-bar.ts';

/** Minimum height of a line in pixels. */
const minLineHeight = 24;

/** The log of frames, newest last, with its filter and the meaning of the selected line. */
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
  const meaningLine = meaning(root, lineOf);

  const show = (): void => {
    if (!panels.get().wire) return;
    const shown: FramesShown = framesShown(wireLog.store.get().lines, view.get());
    bar.show(shown);
    const { lines } = shown;
    scroll.keep(() => showLines(scroll.isAtEnd ? lines.slice(-visibleLines()) : lines));
    meaningLine.update();
  };
  root.addEventListener('scroll', show, { passive: true, signal });
  wireLog.store.watch(({ lines }) => lines, show, signal);
  view.watch((state) => state, show, signal);
  panels.watch((shown) => shown.wire, show, signal);
  return [bar.root, root, meaningLine.root];
}

/** Lines that fill the window. At the end no more are rendered; scrolling up renders the rest. */
function visibleLines(): number {
  return Math.ceil(innerHeight / minLineHeight);
}

/** The meaning of the line that is hovered or focused. */
function meaning(frames: HTMLElement, lineOf: WeakMap<Element, WireLine>) {
  const hint = wireWords().pointAtFrame;
  const root = h('p', { class: 'meaning' }, hint);
  let [first, second] = [':hover', ':focus-within'];
  // Lines move under a pointer that stands still, so this runs on every update.
  const update = (): void => {
    const row =
      frames.querySelector(`.frames__one${first}`) ?? frames.querySelector(`.frames__one${second}`);
    const line = row === null ? undefined : lineOf.get(row);
    const text = line === undefined ? hint : meaningOf(line.traffic);
    setText(root, text);
  };
  const hovered = (): void => {
    [first, second] = [':hover', ':focus-within'];
    update();
  };
  const focused = (): void => {
    [first, second] = [':focus-within', ':hover'];
    update();
  };
  frames.addEventListener('pointermove', hovered);
  frames.addEventListener('pointerleave', update);
  frames.addEventListener('focusin', focused);
  return { root, update };
}
