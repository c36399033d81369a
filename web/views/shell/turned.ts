import { h } from '../../dom/h.ts';
import type { Page } from '../../app-context.ts';
import type { Turned } from '../../app/auth-session.ts';
import { words } from '../../words/words.ts';

/** Asks whether to go on as whoever another tab has made of this browser. */
export function turned({ chat, drafts, session }: Page, to: Turned): HTMLElement[] {
  const goOn = h(
    'button',
    { class: 'button button--go', type: 'button' },
    words.goOnAs(to.now.name),
  );
  const signOut = h('button', { class: 'button', type: 'button' }, words.signOut);
  goOn.addEventListener('click', () => session.goOn(to));
  signOut.addEventListener('click', () => void session.signOut());
  const posts = chat.store
    .get()
    .outbox.flatMap(({ change }) => ('text' in change ? change.text : []));
  const written = to.before === undefined ? [] : [...posts, ...drafts.store.get().values()];
  return [
    h('span', { class: 'mark' }),
    h('h2', { class: 'sign-in__title' }, words.isNow(to.now.name)),
    h('p', { class: 'sign-in__tagline' }, to.before && words.wasHere(to.before.name)),
    ...(written.length === 0 ? [] : [h('p', { class: 'sign-in__unsent' }, words.notSent)]),
    ...written.map((text) => h('blockquote', { class: 'sign-in__text', dir: 'auto' }, text)),
    h('div', { class: 'sign-in__form' }, goOn, signOut),
  ];
}
