import { h } from '../../dom/h.ts';
import type { Entry } from '../../dom/list.ts';
import { setText, silence } from '../../dom/update.ts';
import { day } from '../../words/format.ts';
import type { EventRow, MessageRow, Row } from '../../timeline/rows.ts';
import { words } from '../../words/words.ts';
import { shownName } from '../../text/shown-name.ts';

export type LineRow = Exclude<Row, EventRow | MessageRow>;

/** A line between messages: a day, arrivals, the start of new messages, or the start of the room. */
export function line(): Entry<LineRow> {
  const root = h('div', { class: 'line' });
  const show = (row: LineRow): void => {
    // A day that becomes "yesterday" was announced already.
    if (root.textContent !== '') silence(root);
    root.dataset['is'] = row.is;
    setText(root, inWords(row));
  };
  return { root, show };
}

function inWords(row: LineRow): string {
  switch (row.is) {
    case 'start':
      return words.beginning(row.title);
    case 'day':
      return day(row.day, row.today);
    case 'new':
      return words.newMessages;
    case 'arrivals':
      return words.arrived(row.arrival.people.map(shownName));
  }
}
