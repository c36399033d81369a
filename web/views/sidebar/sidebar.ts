import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import { words } from '../../words/words.ts';
import { games } from '../game/games.ts';
import { jump } from './jump.ts';
import { me } from './me.ts';
import { rooms } from './rooms.ts';

/** The left column: rooms, open games, and the signed-in person. */
export function sidebar(context: AppContext, signal: AbortSignal): HTMLElement {
  const brand = h('div', { class: 'sidebar__brand' }, h('span', { class: 'mark' }), 'Causette');
  return h(
    'nav',
    { class: 'sidebar', id: 'sidebar', tabindex: '-1', 'aria-label': words.rooms },
    brand,
    jump(context, signal),
    rooms(context, signal),
    games(context, signal),
    me(context, signal),
  );
}
