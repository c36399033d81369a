import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { Store } from '../../../client/state/store.ts';
import type { FailureLab } from '../../wire/failure-lab.ts';
import type { FramesView } from '../../wire/frames-view.ts';
import type { PollingComparison } from '../../wire/polling-comparison.ts';
import { compare } from './compare.ts';
import { cut } from './cut.ts';
import { echo } from '../echo/echo.ts';
import { frames } from './frames.ts';
import { handlers } from './handlers.ts';
import { labStory } from './lab-story.ts';
import { labMenu } from './lab.ts';

/** The parts of the wire panel. */
export interface PanelParts {
  readonly comparison: PollingComparison;
  readonly held: Store<number | undefined>;
  readonly lab: FailureLab;
  readonly view: Store<FramesView>;
}

/** The content of the wire panel below its head, and its buttons. */
export function instruments(
  context: AppContext,
  panel: PanelParts,
  signal: AbortSignal,
): HTMLElement[] {
  const byHand = h('button', { class: 'button', type: 'button' }, '/echo');
  const dialog = echo(signal);
  const { story, buttons } = cut(context, panel.held, signal);

  byHand.addEventListener('click', () => dialog.showModal(), { signal });

  return [
    handlers(context.wireLog, signal),
    compare(context, panel.comparison, signal),
    ...frames(context, panel.view, signal),
    story,
    labStory(panel.lab, signal),
    h('footer', { class: 'wire__foot' }, ...buttons, ...labMenu(panel.lab), byHand),
    dialog,
  ];
}
