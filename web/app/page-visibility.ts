import type { Chat } from '../../client/chat.ts';

/** Milliseconds: a shorter switch to another tab does not count as away. */
const awayAfter = 5_000;

/** Reports to the chat whether the page is visible, and makes it reconnect when the network may be back. */
export function watchVisibility(chat: Chat): void {
  let awayTimer = 0;
  const update = (): void => {
    clearTimeout(awayTimer);
    if (document.hidden) awayTimer = window.setTimeout(() => chat.setAway(true), awayAfter);
    else onVisible(chat);
  };
  document.addEventListener('visibilitychange', update);
  for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => chat.wake());
  addEventListener('pagehide', () => chat.suspend());
  update();
}

function onVisible(chat: Chat): void {
  chat.setAway(false);
  chat.wake();
}
