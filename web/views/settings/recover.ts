import '../../styles/settings/settings.css';
import type { Api } from '../../../client/transport/api.ts';
import { limits } from '../../../protocol/limits.ts';
import { recover } from './account-api.ts';
import type { AuthSession } from '../../app/auth-session.ts';
import { h } from '../../dom/h.ts';
import { settingsWords } from '../../words/settings-words.ts';
import { isolated } from '../../text/bidi-isolation.ts';
import { button, run } from './card.ts';

/** In place of the field for a name: the ways back to one that is taken. */
export function recoverForm(
  session: Pick<AuthSession, 'signInBy'>,
  api: Api,
  name: string,
  back: () => void,
): HTMLElement {
  const words = settingsWords();
  const field = h('input', { class: 'field', autocomplete: 'off', spellcheck: 'false' });
  field.required = true;
  field.maxLength = limits.secret;
  const fault = h('p', { class: 'fault', role: 'alert' });
  const submit = h('button', { class: 'button button--go' }, words.recover);
  const root = h(
    'form',
    { class: 'sign-in__form' },
    h('h3', { class: 'settings__title' }, words.recoverTitle(isolated(name.trim()))),
    h('label', { class: 'label' }, words.recoverHint, field),
    fault,
    submit,
    h('p', { class: 'settings__hint' }, words.otherWay),
    button(words.back, back),
  );
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(submit, fault, () => session.signInBy(() => recover(api, name, field.value)));
  });
  queueMicrotask(() => field.focus());
  return root;
}
