import { groupOf, type Group } from './frame-groups.ts';
import type { WireLine } from './wire-log.ts';

/** What the list of frames shows. */
export interface FramesView {
  hidden: ReadonlySet<Group>;
  /** The lines at the time of the pause; undefined while not paused. */
  paused: readonly WireLine[] | undefined;
}

/** Signals are hidden at first: they are the most frequent and least telling frames. */
export const defaultView: FramesView = { hidden: new Set(['signals']), paused: undefined };

export interface FramesShown {
  lines: readonly WireLine[];
  /** Number of lines per group, shown or not. */
  counts: Record<Group, number>;
  /** Number of visible lines added since the pause. */
  added: number;
}

/** The visible lines of the log, newest last. */
export function framesShown(all: readonly WireLine[], view: FramesView): FramesShown {
  const counts: Record<Group, number> = { messages: 0, signals: 0, connection: 0, polls: 0 };
  const isShown = (line: WireLine): boolean => !view.hidden.has(groupOfLine(line));
  const seen = view.paused ?? all;
  for (const line of seen) counts[groupOfLine(line)] += 1;
  const last = Number(view.paused?.at(-1)?.key ?? -1);
  const isNew = (line: WireLine): boolean => Number(line.key) > last && isShown(line);
  const added = view.paused === undefined ? 0 : all.filter(isNew).length;
  return { lines: seen.filter(isShown), counts, added };
}

/** The view with one group shown or hidden. */
export function toggled(view: FramesView, group: Group): FramesView {
  const hidden = new Set(view.hidden);
  if (!hidden.delete(group)) hidden.add(group);
  return { ...view, hidden };
}

const known = new WeakMap<WireLine, Group>();

/** Cached: the group of a line never changes. */
function groupOfLine(line: WireLine): Group {
  const group = known.get(line) ?? groupOf(line.traffic);
  known.set(line, group);
  return group;
}
