import { groupOf, type Group } from './frame-groups.ts';
import type { WireLine } from './wire-log.ts';

/** How somebody looks at the frames. */
export interface FramesView {
  hidden: ReadonlySet<Group>;
  /** The lines that stand still; undefined while they run. */
  paused: readonly WireLine[] | undefined;
}

/** Signs are many and say little: most frames of a message are signs. */
export const firstView: FramesView = { hidden: new Set(['signals']), paused: undefined };

export interface FramesShown {
  lines: readonly WireLine[];
  /** How many there are of each group, shown or not. */
  counts: Record<Group, number>;
  /** How many more there would be to see, had it not been paused. */
  passed: number;
}

/** What somebody sees of all the lines that are remembered, the newest last. */
export function framesShown(all: readonly WireLine[], view: FramesView): FramesShown {
  const counts: Record<Group, number> = { messages: 0, signals: 0, line: 0, polls: 0 };
  const isShown = (line: WireLine): boolean => !view.hidden.has(groupOfLine(line));
  const seen = view.paused ?? all;
  for (const line of seen) counts[groupOfLine(line)] += 1;
  const last = Number(view.paused?.at(-1)?.key ?? -1);
  const isNew = (line: WireLine): boolean => Number(line.key) > last && isShown(line);
  const passed = view.paused === undefined ? 0 : all.filter(isNew).length;
  return { lines: seen.filter(isShown), counts, passed };
}

/** A view with a group hidden that was shown, or shown that was hidden. */
export function toggled(view: FramesView, group: Group): FramesView {
  const hidden = new Set(view.hidden);
  if (!hidden.delete(group)) hidden.add(group);
  return { ...view, hidden };
}

const known = new WeakMap<WireLine, Group>();

/** Each line is read for it once. */
function groupOfLine(line: WireLine): Group {
  const group = known.get(line) ?? groupOf(line.traffic);
  known.set(line, group);
  return group;
}
