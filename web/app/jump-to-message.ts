import type { Chat } from '../../client/chat.ts';
import type { Page } from '../app-context.ts';
import { showDrawer } from './panels.ts';
import { goTo } from './router.ts';

/** Pages of history that are fetched at most for one message. */
const mostPages = 40;

/** A message that is to be shown as soon as it is held, and the room that it is in. */
export interface Sought {
  room: string;
  message: string;
}

/** Goes to a message, fetching its room's history until it is there, but not for ever. */
export async function seek({ chat, sought, panels }: Page, target: Sought): Promise<void> {
  showDrawer(panels, false);
  goTo(target.room);
  sought.set(target);
  try {
    for (let pages = 0; pages < mostPages && !isHeld(chat, target); pages++) {
      await chat.older(target.room);
    }
  } finally {
    if (!isHeld(chat, target) && sought.get() === target) sought.set(undefined);
  }
}

function isHeld({ store }: Chat, { room, message }: Sought): boolean {
  const { messages = [] } = store.get().rooms.get(room) ?? {};
  return messages.some(({ id }) => id === message);
}
