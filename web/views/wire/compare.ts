import type { TransportKind } from '../../../client/transport/transport.ts';
import type { Compared, PollingComparison, Figures } from '../../wire/polling-comparison.ts';
import { h } from '../../dom/h.ts';
import { exactTime, milliseconds, number } from '../../words/format.ts';
import type { AppContext } from '../../app/app-context.ts';
import { wireWords } from '../../words/wire-words.ts';
import { roomNameOf, words } from '../../words/words.ts';

/** Milliseconds between updates. */
const interval = 1_000;

interface Column {
  name: string;
  hint?: string;
  figures: Figures | undefined;
}

/** A checkbox that starts polling, and a table that compares polling with the live connection. */
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
    hint.textContent = wireWords().comparedHint(
      roomNameOf(context.chat.store.get(), compared.room),
    );
  };
  context.panels.watch(({ wire }) => wire, show, signal);
  comparison.compared.watch((compared) => compared?.since, show, signal);
  const timer = setInterval(show, interval);
  signal.addEventListener('abort', () => clearInterval(timer));
  return root;
}

function columnsOf({ chat }: AppContext, { live, polled }: Compared): Column[] {
  const used = { [chat.connection.by]: undefined, ...live };
  const columns = (Object.keys(used) as TransportKind[]).map((transport) => ({
    name: words.transports[transport],
    hint: wireWords().transportHints[transport],
    figures: used[transport],
  }));
  return [...columns, { name: wireWords().everySecond, figures: polled }];
}

function rowsOf(columns: Column[], { since }: Compared): HTMLElement[] {
  const row = (name: string, cell: (figures: Figures) => string): HTMLElement => {
    const cells = columns.map(({ figures }) => h('td', {}, cell(figures ?? noFigures)));
    return h('tr', {}, h('th', { scope: 'row' }, name), ...cells);
  };
  const names = columns.map(({ name, hint }) => h('th', { scope: 'col', title: hint }, name));
  const from = h('th', { scope: 'col' }, wireWords().since(exactTime(since)));
  return [
    h('thead', {}, h('tr', {}, from, ...names)),
    h(
      'tbody',
      {},
      row(wireWords().changes, ({ changes }) => number(changes)),
      row(wireWords().requests, ({ requests }) => number(requests)),
      row(wireWords().bytesUp, ({ up }) => number(up)),
      row(wireWords().bytesDown, ({ down }) => number(down)),
      row(wireWords().medianWait, ({ delays }) => median(delays)),
    ),
  ];
}

const noFigures: Figures = { requests: 0, up: 0, down: 0, changes: 0, delays: [] };

function median(delays: readonly number[]): string {
  const middle = delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)];
  return middle === undefined ? '–' : milliseconds(Math.round(middle));
}
