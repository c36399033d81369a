import type { Link } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import { seconds } from '../../words/format.ts';
import type { AppContext } from '../../app/app-context.ts';
import { words } from '../../words/words.ts';

/** A server on this machine needs no network. */
const isLocalhost = /^(localhost|127\..*|\[::1\])$/u.test(location.hostname);

/** Shows why the connection was lost and when the next try is, or that a fallback transport is in use. */
export function status({ chat, screen, transport }: AppContext, signal: AbortSignal): HTMLElement {
  const sentence = h('p', { class: 'status__sentence', role: 'status' });
  const next = h('span', { class: 'status__next' });
  const retry = h('button', { class: 'button', type: 'button' }, words.retryNow);
  const bar = h('div', { class: 'status__bar', hidden: true }, next, retry);
  const root = h('div', { class: 'status', hidden: true }, sentence, bar);

  let retryAt = 0;
  const retried = (): void => {
    chat.connection.retryNow();
    retryAt = 0;
    countDown();
  };
  retry.addEventListener('click', retried, { signal });

  const countDown = (): void => {
    const left = Math.ceil((retryAt - Date.now()) / 1_000);
    if (left === Infinity) next.textContent = '';
    else next.textContent = left > 0 ? words.retryIn(seconds(left)) : words.retrying;
    retry.hidden = left <= 0;
  };
  const show = (): void => {
    const { link } = screen.get();
    const text = inWords(link, transport === 'auto');
    root.hidden = text === '';
    root.dataset['is'] = link.is;
    bar.hidden = link.is !== 'waiting';
    retryAt = link.is === 'waiting' ? link.retryAt : 0;
    setText(sentence, text);
    countDown();
  };
  screen.watch(({ link }) => link, show, signal);
  for (const event of ['online', 'offline']) addEventListener(event, show, { signal });
  const timer = setInterval(countDown, 250);
  signal.addEventListener('abort', () => clearInterval(timer));
  return root;
}

/** Empty if all is well, and for a fallback that the URL asked for. */
function inWords(link: Link, isAutomatic: boolean): string {
  if (link.is === 'open')
    return isAutomatic && link.by !== 'websocket' ? words.fallbacks[link.by] : '';
  if (link.is !== 'waiting') return '';
  const ending = words.endings[link.code] ?? words.ending;
  const reason = navigator.onLine || isLocalhost ? ending : words.noNetwork;
  return `${reason} ${words.sentLater} ${words.closeCode(link.code, link.clean)}`;
}
