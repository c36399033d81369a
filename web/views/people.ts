import { currentRoom, type Room } from '../../client/state.ts';
import type { Present } from '../../protocol/model.ts';
import { h } from '../dom/h.ts';
import { openBeside } from '../dom/popover.ts';
import type { Page } from '../page.ts';
import { shownName } from '../shown-name.ts';
import { words } from '../words/words.ts';
import { avatar } from './avatar.ts';

const facesShown = 3;

/** Who is here: a few faces and a number, and on a click everybody by name. */
export function people({ screen }: Page, signal: AbortSignal): HTMLElement {
  const button = h('button', { class: 'people__stack', type: 'button', 'aria-haspopup': 'dialog' });
  const title = h('h2', { class: 'people__title' });
  const names = h('ul', { class: 'people__names', tabindex: '0' });
  const everybody = h('div', { class: 'popover people__list', popover: 'auto' }, title, names);
  const root = h('div', { class: 'people' }, button, everybody);

  button.addEventListener('click', () => openBeside(everybody, button), { signal });

  let you: string | undefined;
  const show = (room: Room | undefined): void => {
    const { count = 0, people: here = [] } = room ?? {};
    root.hidden = count === 0;
    title.textContent = button.ariaLabel = button.title = words.people(count);
    names.ariaLabel = title.textContent;
    button.replaceChildren(...faces(here, count));
    names.replaceChildren(...here.map((person) => line(person, person.id === you)));
    if (count > here.length) names.append(h('li', {}, words.morePeople(count - here.length)));
  };
  screen.watch(
    (state) => state.you,
    (person) => (you = person?.id),
    signal,
  );
  screen.watch(
    (state) => currentRoom(state)?.people,
    () => show(currentRoom(screen.get())),
    signal,
  );
  return root;
}

function faces(here: readonly Present[], count: number): HTMLElement[] {
  const known = here.slice(0, count - 1 > facesShown ? facesShown : facesShown + 1);
  const rest = count - known.length;
  const more = h('span', { class: 'avatar', 'data-size': 'small' }, `+${rest}`);
  return [...known.map((person) => avatar(person, 'small')), ...(rest > 0 ? [more] : [])];
}

function line(person: Present, isYou: boolean): HTMLElement {
  const dot = h('span', { class: 'dot', 'data-is': person.away ? 'away' : 'on' });
  const isText = person.via === 'text';
  const notes = [isText && words.textClient, person.away && words.away, isYou && words.you].filter(
    (note) => note !== false,
  );
  const note = h('span', { class: 'people__note' }, notes.join(', '));
  return h('li', { class: 'people__name' }, dot, shownName(person), note);
}
