import { currentRoom } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import { isolated } from '../../text/bidi-isolation.ts';
import type { AppContext } from '../../app/app-context.ts';
import { showDrawer } from '../../app/panels.ts';
import { roomNameOf, words } from '../../words/words.ts';
import { people } from '../people/people.ts';
import { pill } from '../parts/pill.ts';

/** The header of a room: title, topic, people, and the state of the connection. */
export function head(context: AppContext, signal: AbortSignal): HTMLElement {
  const drawer = h('button', {
    class: 'head__drawer',
    type: 'button',
    'aria-label': words.openRooms,
  });
  drawer.append(icon('menu'));
  const name = h('h1', { class: 'head__name' });
  const topic = h('p', { class: 'head__topic', dir: 'auto' });
  const root = h('header', { class: 'head' }, drawer, name, topic);
  root.append(people(context, signal), pill(context, signal));

  drawer.addEventListener('click', () => showDrawer(context.panels, true), { signal });

  context.screen.watch(
    (state) => roomNameOf(state, state.current),
    (title) => {
      name.textContent = `# ${title}`;
    },
    signal,
  );
  context.screen.watch(
    (state) => currentRoom(state)?.topic,
    (about) => {
      topic.textContent = about ?? '';
      topic.title = isolated(about ?? '');
    },
    signal,
  );
  return root;
}
