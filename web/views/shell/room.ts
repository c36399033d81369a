import { currentRoom } from '../../../client/state/state.ts';
import { defaultRoom } from '../../../protocol/limits.ts';
import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import { addressOf } from '../../app/router.ts';
import { words } from '../../words/words.ts';
import { composer } from '../composer/composer.ts';
import { head } from './head.ts';
import { messages } from '../timeline/messages.ts';
import { status } from './status.ts';
import { typing } from '../composer/typing.ts';
import { storageNotice } from './storage-notice.ts';

/** The middle column: the current room, or a notice that it does not exist. */
export function room(context: AppContext, signal: AbortSignal): HTMLElement {
  const foot = h(
    'div',
    { class: 'room__foot' },
    typing(context, signal),
    composer(context, signal),
  );
  const talk = h('div', { class: 'room__talk' }, messages(context, signal), foot);
  const lost = h('div', { class: 'room__lost', hidden: true });
  const top = [head(context, signal), status(context, signal), storageNotice(signal)];
  const root = h('main', { class: 'room' }, ...top, talk, lost);

  context.screen.watch(
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
