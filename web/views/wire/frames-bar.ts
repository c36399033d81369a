import type { Store } from '../../../client/state/store.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import { number } from '../../words/format.ts';
import { groups, type Group } from '../../wire/frame-groups.ts';
import { toggled, type FramesShown, type FramesView } from '../../wire/frames-view.ts';
import type { WireLog } from '../../wire/wire-log.ts';
import { wireWords } from '../../words/wire-words.ts';

export interface FramesBar {
  root: HTMLElement;
  show: (shown: FramesShown) => void;
}

/** Filter of the groups of frames, and a button that pauses the list. */
export function framesBar(
  wireLog: WireLog,
  view: Store<FramesView>,
  signal: AbortSignal,
): FramesBar {
  const chips = groups.map((group) => ({ group, button: chip() }));
  const pause = chip();
  const shapes = chips.map(({ button }) => button);
  const filter = h('div', { class: 'frames-bar__filter', role: 'group' }, ...shapes);
  filter.ariaLabel = wireWords().filter;
  const root = h('div', { class: 'frames-bar' }, filter, pause);

  for (const { group, button } of chips) {
    button.addEventListener('click', () => view.set(toggled(view.get(), group)), { signal });
  }
  const togglePause = (): void => {
    const { paused, ...now } = view.get();
    const lines = paused === undefined ? wireLog.store.get().lines : undefined;
    view.set({ ...now, paused: lines });
  };
  pause.addEventListener('click', togglePause, { signal });

  const show = ({ counts, added }: FramesShown): void => {
    const { hidden, paused } = view.get();
    for (const { group, button } of chips) {
      const isHidden = hidden.has(group);
      button.hidden = group === 'polls' && counts.polls === 0;
      button.ariaPressed = String(!isHidden);
      setText(button, nameOf(group, isHidden ? counts[group] : 0));
    }
    pause.ariaPressed = String(paused !== undefined);
    setText(pause, paused === undefined ? wireWords().pause : wireWords().resume(number(added)));
  };
  return { root, show };
}

function nameOf(group: Group, hidden: number): string {
  const name = wireWords().groups[group];
  return hidden === 0 ? name : `${name} · ${wireWords().hiddenFrames(number(hidden))}`;
}

function chip(): HTMLButtonElement {
  return h('button', { class: 'frames-bar__chip', type: 'button' });
}
