import { currentRoom } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import { words } from '../../words/words.ts';
import { composer } from '../composer/composer.ts';
import { head } from './head.ts';
import { messages } from '../timeline/messages.ts';
import { missingRoom } from './missing-room.ts';
import { status } from './status.ts';
import { typing } from '../composer/typing.ts';
import { storageNotice } from './storage-notice.ts';

/** The middle column: the current room, or a notice that it is not there for this person. */
export function room(context: AppContext, signal: AbortSignal): HTMLElement {
  const archived = h('p', { class: 'room__archived' }, words.roomArchived);
  const foot = h(
    'div',
    { class: 'room__foot' },
    typing(context, signal),
    composer(context, signal),
    archived,
  );
  const talk = h('div', { class: 'room__talk' }, messages(context, signal), foot);
  const lost = missingRoom(context);
  const top = [head(context, signal), status(context, signal), storageNotice(signal)];
  const root = h('main', { class: 'room' }, ...top, talk, lost.root);

  let last: string | undefined;
  context.screen.watch(
    (state) => state.epoch !== undefined && currentRoom(state) === undefined && state.current,
    (missing) => {
      talk.hidden = typeof missing === 'string';
      lost.show(typeof missing === 'string' ? missing : undefined, missing === last);
    },
    signal,
  );
  context.screen.watch(
    (state) => currentRoom(state)?.id,
    (id) => (last = id ?? last),
    signal,
  );
  context.screen.watch(
    (state) => currentRoom(state)?.archived === true,
    (isArchived) => {
      root.toggleAttribute('data-archived', isArchived);
      archived.hidden = !isArchived;
    },
    signal,
  );
  return root;
}
