import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { AccountChanged } from '../../app/auth-session.ts';
import { words } from '../../words/words.ts';

/** Asks whether to continue as the person that another tab has signed in as. */
export function accountChanged(
  { chat, drafts, session }: AppContext,
  to: AccountChanged,
): HTMLElement[] {
  const continueButton = h(
    'button',
    { class: 'button button--go', type: 'button' },
    words.continueAs(to.now.name),
  );
  const signOut = h('button', { class: 'button', type: 'button' }, words.signOut);
  continueButton.addEventListener('click', () => session.continueAs(to));
  signOut.addEventListener('click', () => void session.signOut());
  const posts = chat.store
    .get()
    .outbox.flatMap(({ change }) => ('text' in change ? change.text : []));
  const unsent = to.before === undefined ? [] : [...posts, ...drafts.store.get().values()];
  return [
    h('span', { class: 'mark' }),
    h('h2', { class: 'sign-in__title' }, words.signedInElsewhere(to.now.name)),
    h('p', { class: 'sign-in__tagline' }, to.before && words.signedInHere(to.before.name)),
    ...(unsent.length === 0 ? [] : [h('p', { class: 'sign-in__unsent' }, words.unsent)]),
    ...unsent.map((text) => h('blockquote', { class: 'sign-in__text', dir: 'auto' }, text)),
    h('div', { class: 'sign-in__form' }, continueButton, signOut),
  ];
}
