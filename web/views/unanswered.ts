import { RefusedError } from '../../client/api.ts';
import { h } from '../dom/h.ts';
import { seconds } from '../format.ts';
import type { Unanswered } from '../session.ts';
import { words } from '../words/words.ts';

/** Says why nobody can come in yet, and when the page asks again by itself; until `over`. */
export function unanswered(
  root: HTMLElement,
  { error, until }: Unanswered,
  over: AbortSignal,
): void {
  if (over.aborted) return;
  const isBusy = error instanceof RefusedError;
  const sentence = h('p', { role: 'status' }, isBusy ? words.busy : words.noAnswer);
  const next = h('p', { class: 'sign-in__next' });
  const note = h('div', { class: 'sign-in__form' }, sentence, next);

  const countDown = (): void => {
    const left = Math.ceil((until - Date.now()) / 1_000);
    next.textContent = left > 0 ? words.retryIn(seconds(left)) : words.retrying;
  };
  const timer = setInterval(countDown, 250);
  const end = (): void => {
    clearInterval(timer);
    note.remove();
  };
  over.addEventListener('abort', end);
  countDown();
  root.append(note);
}
