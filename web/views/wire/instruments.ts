import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { WirePanel } from './wire-panel.ts';
import { compare } from './compare.ts';
import { cut } from './cut.ts';
import { echo } from '../echo/echo.ts';
import { frames } from './frames.ts';
import { handlers } from './handlers.ts';
import { labStory } from './lab-story.ts';
import { labMenu } from './lab.ts';

/** The content of the wire panel below its head, and its buttons. */
export function instruments(
  context: AppContext,
  panel: WirePanel,
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
