import { currentRoom } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import { words } from '../../words/words.ts';
import { shownName } from '../../text/shown-name.ts';

/** Shows who is typing in the current room. */
export function typing({ screen }: AppContext, signal: AbortSignal): HTMLElement {
  const root = h('p', { class: 'typing' });
  screen.watch(
    (state) => currentRoom(state)?.typing,
    (writers = []) => {
      const you = screen.get().you?.id;
      const names = writers
        .filter(({ person }) => person.id !== you)
        .map(({ person }) => shownName(person));
      root.textContent = names.length === 0 ? '' : words.typing(names);
    },
    signal,
  );
  return root;
}
