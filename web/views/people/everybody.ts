import { currentRoom } from '../../../client/state/state.ts';
import type { Present } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import { list, type Entry } from '../../dom/list.ts';
import { openBeside } from '../../dom/popover.ts';
import { finder, type Found } from '../../lists/find-people.ts';
import type { AppContext } from '../../app/app-context.ts';
import { shownName } from '../../text/shown-name.ts';
import { few, personField } from './person-field.ts';
import { reasonOf } from '../../words/reason.ts';
import { words } from '../../words/words.ts';

export interface Everybody {
  root: HTMLElement;
  open: (beside: Element) => void;
}

/** A popover with everybody in the room, yourself first, and a search field when there are many. */
export function everybody({ chat, screen }: AppContext, signal: AbortSignal): Everybody {
  const title = h('h2', { class: 'people__title' });
  const field = personField();
  const names = h('ul', { class: 'people__names', tabindex: '0' });
  const note = h('p', { class: 'people__rest', role: 'status' });
  const root = h('div', { class: 'popover people__list', popover: 'auto' });
  root.append(title, field, names, note);
  const showNames = list<Present>(
    names,
    ({ id }) => id,
    () => line(chat.store.get().you?.id),
  );

  const showFound = ({ people, found }: Found): void => {
    showNames(people);
    note.textContent = noteOf(found, people.length);
  };
  const failed = (error: unknown): void => {
    note.textContent = reasonOf(error);
  };
  const find = finder(chat, showFound, failed);
  const show = (): void => {
    const room = currentRoom(screen.get());
    if (room === undefined || !root.matches(':popover-open')) return;
    title.textContent = names.ariaLabel = words.people(room.count);
    field.hidden = room.count <= few;
    find(room, field.value);
  };
  const open = (beside: Element): void => {
    field.value = '';
    openBeside(root, beside);
    show();
  };
  field.addEventListener('input', show, { signal });
  screen.watch((state) => currentRoom(state)?.people, show, signal);
  screen.watch((state) => currentRoom(state)?.typing, show, signal);
  return { root, open };
}

function noteOf(found: number, shown: number): string {
  if (found === 0) return words.nobodyFound;
  return found > shown ? words.morePeople(found - shown) : '';
}

function line(you: string | undefined): Entry<Present> {
  const dot = h('span', { class: 'dot' });
  const name = h('span', { dir: 'auto' });
  const note = h('span', { class: 'people__note' });
  const show = (person: Present): void => {
    dot.dataset['is'] = person.away ? 'away' : 'on';
    name.textContent = shownName(person);
    const notes = [
      person.via === 'text' && words.textClient,
      person.away && words.away,
      person.id === you && words.you,
    ];
    note.textContent = notes.filter((each) => each !== false).join(', ');
  };
  return { root: h('li', { class: 'people__name' }, dot, name, note), show };
}
