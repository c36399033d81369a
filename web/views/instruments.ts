import { h } from '../dom/h.ts';
import type { Page } from '../page.ts';
import type { WirePanel } from '../wire-panel.ts';
import { wireWords } from '../words/wire-words.ts';
import { compare } from './compare.ts';
import { echo } from './echo.ts';
import { frames } from './frames.ts';
import { handlers } from './handlers.ts';
import { labStory } from './lab-story.ts';
import { labMenu } from './lab.ts';

/** What the wire panel shows below its head, and what can be done to the wire. */
export function instruments(page: Page, panel: WirePanel, signal: AbortSignal): HTMLElement[] {
  const { chat, wire } = page;
  const cut = h('button', { class: 'button', type: 'button' }, wireWords().cut);
  const byHand = h('button', { class: 'button', type: 'button' }, '/echo');
  const dialog = echo(signal);

  cut.addEventListener('click', () => chat.connection.cut(), { signal });
  byHand.addEventListener('click', () => dialog.showModal(), { signal });

  return [
    handlers(wire, signal),
    compare(page, panel.polling, signal),
    frames(page, signal),
    labStory(panel.lab, signal),
    h('footer', { class: 'wire__foot' }, cut, ...labMenu(panel.lab), byHand),
    dialog,
  ];
}
