import type { Chat } from '../../client/chat.ts';
import type { Store } from '../../client/state/store.ts';
import { showDrawer, type Panels } from './panels.ts';
import { goTo } from './router.ts';

/** Pages of history fetched at most for one message. */
const maxPages = 40;

/** A message to show as soon as it is loaded, and its room. */
export interface JumpTarget {
  room: string;
  message: string;
}

interface Deps {
  readonly chat: Chat;
  readonly jumpTarget: Store<JumpTarget | undefined>;
  readonly panels: Store<Panels>;
}

/** Scrolls to a message. Fetches the history of its room until it is found, up to `maxPages` pages. */
export async function jumpToMessage(
  { chat, jumpTarget, panels }: Deps,
  target: JumpTarget,
): Promise<void> {
  showDrawer(panels, false);
  goTo(target.room);
  jumpTarget.set(target);
  try {
    for (let pages = 0; pages < maxPages && !isLoaded(chat, target); pages++) {
      await chat.older(target.room);
    }
  } finally {
    if (!isLoaded(chat, target) && jumpTarget.get() === target) jumpTarget.set(undefined);
  }
}

function isLoaded({ store }: Chat, { room, message }: JumpTarget): boolean {
  const { messages = [] } = store.get().rooms.get(room) ?? {};
  return messages.some(({ id }) => id === message);
}
