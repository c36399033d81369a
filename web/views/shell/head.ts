import { currentRoom, type State } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import { lazy } from '../../dom/lazy-load.ts';
import { isolated } from '../../text/bidi-isolation.ts';
import type { AppContext } from '../../app/app-context.ts';
import { showDrawer } from '../../app/panels.ts';
import { roomTitle, roomTitleOf, words } from '../../words/words.ts';
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
  const title = roomHeading(context, signal);
  const topic = h('p', { class: 'head__topic', dir: 'auto' });
  const root = h('header', { class: 'head' }, drawer, title, topic);
  root.append(people(context, signal), pill(context, signal));

  drawer.addEventListener('click', () => showDrawer(context.panels, true), { signal });

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

/** The title of the room, which opens the dialog about it. */
function roomHeading(context: AppContext, signal: AbortSignal): HTMLElement {
  const [lock, name] = [icon('lock'), h('span', { class: 'head__text' })];
  const open = h('button', { class: 'head__open', type: 'button', 'aria-haspopup': 'dialog' });
  open.append(lock, name);
  const details = lazy(() => import('../rooms/room-details.ts'));
  const about = (): void => {
    const room = currentRoom(context.screen.get());
    // Without a network the dialog cannot be loaded; nothing opens.
    if (room !== undefined)
      details().then(
        (it) => it.showRoom(context, room.id),
        () => {},
      );
  };
  open.addEventListener('click', about, { signal });

  context.screen.watch(
    titleIn,
    (text) => {
      name.textContent = text;
    },
    signal,
  );
  context.screen.watch(
    (state) => currentRoom(state)?.kind,
    (kind) => {
      lock.toggleAttribute('hidden', kind !== 'private');
      open.title = kind === 'private' ? words.privateRoom : words.aboutRoom;
      open.disabled = kind === undefined;
    },
    signal,
  );
  return h('h1', { class: 'head__name' }, open);
}

/** A room that is not there for this person is not named. */
function titleIn(state: State): string {
  const room = currentRoom(state);
  if (room !== undefined) return roomTitle(room);
  return state.epoch === undefined ? roomTitleOf(state, state.current) : words.unknownRoom;
}
