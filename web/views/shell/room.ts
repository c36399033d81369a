import { currentRoom } from '../../../client/state/state.ts';
import { defaultRoom } from '../../../protocol/limits.ts';
import { h } from '../../dom/h.ts';
import type { Page } from '../../app-context.ts';
import { addressOf } from '../../app/router.ts';
import { words } from '../../words/words.ts';
import { composer } from '../composer/composer.ts';
import { head } from './head.ts';
import { messages } from '../timeline/messages.ts';
import { status } from './status.ts';
import { typing } from '../composer/typing.ts';
import { unkept } from './unkept.ts';

/** The middle column: the room that is looked at, or that there is none of that name. */
export function room(page: Page, signal: AbortSignal): HTMLElement {
  const foot = h('div', { class: 'room__foot' }, typing(page, signal), composer(page, signal));
  const talk = h('div', { class: 'room__talk' }, messages(page, signal), foot);
  const lost = h('div', { class: 'room__lost', hidden: true });
  const top = [head(page, signal), status(page, signal), unkept(signal)];
  const root = h('main', { class: 'room' }, ...top, talk, lost);

  page.screen.watch(
    (state) => state.epoch !== undefined && currentRoom(state) === undefined && state.current,
    (missing) => {
      talk.hidden = typeof missing === 'string';
      lost.hidden = typeof missing !== 'string';
      lost.replaceChildren(...(typeof missing === 'string' ? wayBack(missing) : []));
    },
    signal,
  );
  return root;
}

function wayBack(missing: string): HTMLElement[] {
  const home = words.goToRoom(words.generalRoom);
  return [
    h('p', {}, words.noSuchRoom(missing)),
    h('a', { class: 'button', href: addressOf(defaultRoom) }, home),
  ];
}
