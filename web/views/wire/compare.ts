import type { TransportKind } from '../../../client/transport/transport.ts';
import type { Compared, PollingComparison, Figures } from '../../wire/polling-comparison.ts';
import { h } from '../../dom/h.ts';
import { exactTime, milliseconds, number } from '../../text/format.ts';
import type { AppContext } from '../../app-context.ts';
import { wireWords } from '../../words/wire-words.ts';
import { titleOf, words } from '../../words/words.ts';

const pace = 1_000;

interface Column {
  name: string;
  hint?: string;
  figures: Figures | undefined;
}

/** What the news of this room take by the line and by asking every second, from the tick on. */
export function compare(
  context: AppContext,
  comparison: PollingComparison,
  signal: AbortSignal,
): HTMLElement {
  const table = h('table', { class: 'compare__table' });
  const box = h('input', { type: 'checkbox', checked: comparison.isOn.get() });
  const label = h('label', { class: 'compare__poll' }, box, wireWords().pollToo);
  const hint = h('p', { class: 'compare__hint' });
  const name = wireWords().comparison;
  const root = h('section', { class: 'compare', 'aria-label': name }, label, table, hint);

  box.addEventListener('change', () => comparison.isOn.set(box.checked), { signal });

  const show = (): void => {
    const compared = comparison.compared.get();
    table.hidden = hint.hidden = compared === undefined;
    if (compared === undefined || !context.panels.get().wire || document.hidden) return;
    table.replaceChildren(...rowsOf(columnsOf(context, compared), compared));
    hint.textContent = wireWords().comparedHint(titleOf(context.chat.store.get(), compared.room));
  };
  context.panels.watch(({ wire }) => wire, show, signal);
  comparison.compared.watch((compared) => compared?.since, show, signal);
  const timer = setInterval(show, pace);
  signal.addEventListener('abort', () => clearInterval(timer));
  return root;
}

function columnsOf({ chat }: AppContext, { line, asked }: Compared): Column[] {
  const used = { [chat.connection.by]: undefined, ...line };
  const columns = (Object.keys(used) as TransportKind[]).map((way) => ({
    name: words.ways[way],
    hint: wireWords().wayHints[way],
    figures: used[way],
  }));
  return [...columns, { name: wireWords().everySecond, figures: asked }];
}

function rowsOf(columns: Column[], { since }: Compared): HTMLElement[] {
  const row = (name: string, cell: (figures: Figures) => string): HTMLElement => {
    const cells = columns.map(({ figures }) => h('td', {}, cell(figures ?? nothingYet)));
    return h('tr', {}, h('th', { scope: 'row' }, name), ...cells);
  };
  const names = columns.map(({ name, hint }) => h('th', { scope: 'col', title: hint }, name));
  const from = h('th', { scope: 'col' }, wireWords().since(exactTime(since)));
  return [
    h('thead', {}, h('tr', {}, from, ...names)),
    h(
      'tbody',
      {},
      row(wireWords().brought, ({ brought }) => number(brought)),
      row(wireWords().requests, ({ requests }) => number(requests)),
      row(wireWords().bytesUp, ({ up }) => number(up)),
      row(wireWords().bytesDown, ({ down }) => number(down)),
      row(wireWords().medianWait, ({ delays }) => median(delays)),
    ),
  ];
}

const nothingYet: Figures = { requests: 0, up: 0, down: 0, brought: 0, delays: [] };

function median(delays: readonly number[]): string {
  const middle = delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)];
  return middle === undefined ? '–' : milliseconds(Math.round(middle));
}
