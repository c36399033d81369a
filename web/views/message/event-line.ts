import { h } from '../../dom/h.ts';
import type { Entry } from '../../dom/list.ts';
import { eventText } from '../../timeline/event-text.ts';
import type { EventRow } from '../../timeline/rows.ts';
import { fullTime, time } from '../../words/format.ts';

/** One quiet line about what happened to the room, and when. */
export function eventLine(): Entry<EventRow> {
  const text = h('span', { class: 'line__text' });
  const mark = h('time', { class: 'line__time', 'aria-live': 'off' });
  const root = h('div', { class: 'line', 'data-is': 'event' }, text, ' ', mark);
  const show = ({ message }: EventRow): void => {
    const { at, seq } = message;
    root.dataset['seq'] = String(seq);
    text.textContent = eventText(message);
    mark.textContent = time(at);
    mark.dateTime = new Date(at).toISOString();
    mark.title = fullTime(at);
  };
  return { root, show };
}
