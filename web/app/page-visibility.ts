import type { Chat } from '../../client/chat.ts';

/** A short look at another tab is no absence. */
const absence = 5_000;

/** Tells the chat whether somebody looks at the page, and to try again when it may succeed. */
export function attend(chat: Chat): void {
  let leaving = 0;
  const look = (): void => {
    clearTimeout(leaving);
    if (document.hidden) leaving = window.setTimeout(() => chat.setAway(true), absence);
    else back(chat);
  };
  document.addEventListener('visibilitychange', look);
  for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => chat.wake());
  addEventListener('pagehide', () => chat.suspend());
  look();
}

function back(chat: Chat): void {
  chat.setAway(false);
  chat.wake();
}
