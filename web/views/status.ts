import type { Link } from '../../client/state.ts';
import { h } from '../dom/h.ts';
import { seconds } from '../format.ts';
import type { Page } from '../page.ts';
import { words } from '../words/words.ts';

type Lost = Extract<Link, { is: 'waiting' }>;

/** Says that the connection is gone, how it ended, and when the next try is. */
export function status({ chat, screen }: Page, signal: AbortSignal): HTMLElement {
  const sentence = h('p', { class: 'status__sentence', role: 'status' });
  const next = h('span', { class: 'status__next' });
  const retry = h('button', { class: 'button', type: 'button' }, words.retryNow);
  const bar = h('div', { class: 'status__bar', hidden: true }, next, retry);
  const root = h('div', { class: 'status', hidden: true }, sentence, bar);

  let retryAt = 0;
  retry.addEventListener(
    'click',
    () => {
      chat.connection.retryNow();
      retryAt = 0;
      countDown();
    },
    { signal },
  );

  const countDown = (): void => {
    const left = Math.ceil((retryAt - Date.now()) / 1_000);
    next.textContent = left > 0 ? words.retryIn(seconds(left)) : words.retrying;
    retry.hidden = left <= 0;
  };
  const show = (link: Link): void => {
    const lost = link.is === 'waiting' ? link : undefined;
    root.hidden = bar.hidden = lost === undefined;
    retryAt = lost?.retryAt ?? 0;
    const told = lost === undefined ? '' : inWords(lost);
    if (told !== sentence.textContent) sentence.textContent = told;
    countDown();
  };
  const showAgain = (): void => show(screen.get().link);
  screen.watch(({ link }) => link, show, signal);
  addEventListener('online', showAgain, { signal });
  addEventListener('offline', showAgain, { signal });
  const timer = setInterval(countDown, 250);
  signal.addEventListener('abort', () => clearInterval(timer));
  return root;
}

function inWords({ code, clean }: Lost): string {
  const ending = words.endings[code] ?? words.ending;
  return `${navigator.onLine ? ending : words.noNetwork} ${words.closeCode(code, clean)}`;
}
