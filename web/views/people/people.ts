import { currentRoom, type Room } from '../../../client/state/state.ts';
import type { Present } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import { number } from '../../words/format.ts';
import { lazy } from '../../dom/lazy-load.ts';
import type { AppContext } from '../../app/app-context.ts';
import { words } from '../../words/words.ts';
import { avatar } from '../parts/avatar.ts';

const facesShown = 3;

/** A few avatars and the number of people here; a click lists everybody. */
export function people(context: AppContext, signal: AbortSignal): HTMLElement {
  const button = h('button', { class: 'people__stack', type: 'button', 'aria-haspopup': 'dialog' });
  const root = h('div', { class: 'people' }, button);

  const everybody = lazy(async () => {
    const view = (await import('./everybody.ts')).everybody(context, signal);
    root.append(view.root);
    return view;
  });
  const open = (): void => {
    // Without a network the list cannot be loaded; nothing opens.
    everybody().then(
      (view) => view.open(button),
      () => {},
    );
  };
  button.addEventListener('click', open, { signal });

  const show = (room: Room | undefined): void => {
    const { count = 0, people: here = [] } = room ?? {};
    root.hidden = count === 0;
    button.ariaLabel = button.title = words.people(count);
    button.replaceChildren(...faces(here, count));
  };
  context.screen.watch(
    (state) => currentRoom(state)?.people,
    () => show(currentRoom(context.screen.get())),
    signal,
  );
  return root;
}

function faces(here: readonly Present[], count: number): HTMLElement[] {
  const known = here.slice(0, count - 1 > facesShown ? facesShown : facesShown + 1);
  const rest = count - known.length;
  const more = h(
    'span',
    { class: 'avatar people__more', 'data-size': 'small' },
    `+${number(rest)}`,
  );
  return [...known.map((person) => avatar(person, 'small')), ...(rest > 0 ? [more] : [])];
}
