import type { Person } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import { setAttribute, setText, silence } from '../../dom/update.ts';
import { fullTime, time } from '../../words/format.ts';
import { authorAndTime, type Post, type MessageRow } from '../../timeline/rows.ts';
import { words } from '../../words/words.ts';
import { avatar } from '../parts/avatar.ts';

/** Author and time: a line of its own for the first message of a group, else only the time at the side. */
export function messageHead() {
  const side = h('div', { class: 'message__side' });
  const who = h('div', { class: 'message__who' });
  const mark = timeMark();

  let shown: string | undefined;
  const show = (row: MessageRow): void => {
    const { author } = authorAndTime(row);
    mark.show(row);
    const next = row.opens ? `${author.id} ${author.via} ${author.name}` : '';
    if (next === shown) return;
    // A change above may make the name appear here: it is not announced.
    if (shown !== undefined) silence(who);
    shown = next;
    side.replaceChildren(row.opens ? avatar(author) : mark.root);
    who.replaceChildren(...(row.opens ? [...names(author), mark.root] : []));
  };
  return { side, who, show };
}

function names({ name, via }: Person): HTMLElement[] {
  const tag = h('span', { class: 'message__tag', title: words.textClientHint }, words.textClient);
  const who = h('b', { class: 'message__name', dir: 'auto' }, name);
  return via === 'text' ? [who, tag] : [who];
}

/** The time from the server, or the progress of an unsent message. Not announced by itself. */
function timeMark() {
  const root = h('time', { class: 'message__time', 'aria-live': 'off' });
  const show = (row: MessageRow): void => {
    if (row.is === 'post') return setText(root, row.opens ? progress(row.post) : '');
    const { at } = row.message;
    setText(root, time(at));
    setAttribute(root, 'datetime', new Date(at).toISOString());
    setAttribute(root, 'title', fullTime(at));
  };
  return { root, show };
}

/** The progress of an unsent message. */
export function progress({ pending, isSending }: Post): string {
  if (pending.is === 'refused') return '';
  return isSending ? words.sending : words.waiting;
}
