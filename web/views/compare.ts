import type { Figures } from '../../client/tally.ts';
import { ways, type Way } from '../../client/transport.ts';
import { h } from '../dom/h.ts';
import { milliseconds, number } from '../format.ts';
import type { Page } from '../page.ts';
import type { Polling } from '../polling.ts';
import { wireWords } from '../words/wire-words.ts';
import { words } from '../words/words.ts';

const pace = 1_000;

interface Column {
  name: string;
  hint?: string;
  figures: Figures;
}

/** What the last minute took: by each way that was used, and by asking every second. */
export function compare(page: Page, polling: Polling, signal: AbortSignal): HTMLElement {
  const table = h('table', { class: 'compare__table' });
  const box = h('input', { type: 'checkbox', checked: polling.isOn.get() });
  const label = h('label', { class: 'compare__poll' }, box, wireWords().pollToo);
  const root = h(
    'section',
    { class: 'compare', 'aria-label': wireWords().lastMinute },
    table,
    label,
  );

  box.addEventListener('change', () => polling.isOn.set(box.checked), { signal });

  const show = (): void => {
    if (page.panels.get().wire && !document.hidden) table.replaceChildren(...rowsOf(page, polling));
  };
  page.panels.watch(({ wire }) => wire, show, signal);
  polling.isOn.watch((isOn) => isOn, show, signal);
  const timer = setInterval(show, pace);
  signal.addEventListener('abort', () => clearInterval(timer));
  return root;
}

function rowsOf(page: Page, polling: Polling): HTMLElement[] {
  const columns = columnsOf(page, polling);
  const names = columns.map(({ name, hint }) => h('th', { scope: 'col', title: hint }, name));
  const head = h('tr', {}, h('th', { scope: 'col' }, wireWords().lastMinute), ...names);
  const row = (name: string, cell: (figures: Figures) => string): HTMLElement => {
    const cells = columns.map(({ figures }) => h('td', {}, cell(figures)));
    return h('tr', {}, h('th', { scope: 'row' }, name), ...cells);
  };
  return [
    h('thead', {}, head),
    h(
      'tbody',
      {},
      row(wireWords().requests, ({ requests }) => number(requests)),
      row(wireWords().bytesUp, ({ up }) => number(up)),
      row(wireWords().bytesDown, ({ down }) => number(down)),
      row(wireWords().medianWait, ({ delays }) => median(delays)),
    ),
  ];
}

function columnsOf({ chat, wire }: Page, polling: Polling): Column[] {
  const spent = wire.lastMinute(Date.now());
  const isUsed = (way: Way): boolean => way === chat.connection.by || spent[way].requests > 0;
  const used = ways.filter(isUsed).map((way) => ({
    name: words.ways[way],
    hint: wireWords().wayHints[way],
    figures: spent[way],
  }));
  const asked = { name: wireWords().everySecond, figures: polling.lastMinute() };
  return polling.isOn.get() || asked.figures.requests > 0 ? [...used, asked] : used;
}

function median(delays: readonly number[]): string {
  const middle = delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)];
  return middle === undefined ? '–' : milliseconds(Math.round(middle));
}
