import type { Api } from '../../../client/transport/api.ts';
import { limits } from '../../../protocol/limits.ts';
import { limit } from '../../dom/fields/limit.ts';
import { h } from '../../dom/h.ts';
import { settingsWords } from '../../words/settings-words.ts';
import { rename } from './account-api.ts';
import { card, run } from './card.ts';

/** The field for one's name. */
export function profile(api: Api, name: string): HTMLElement {
  const words = settingsWords();
  const field = h('input', { class: 'field', dir: 'auto', autocomplete: 'nickname' });
  field.required = true;
  field.ariaLabel = words.name;
  field.value = name;
  limit(field, limits.name);
  const fault = h('p', { class: 'fault', role: 'alert' });
  const save = h('button', { class: 'button' }, words.save);
  const form = h('form', { class: 'settings__name' }, field, save);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(save, fault, async () => {
      field.value = (await rename(api, field.value)).name;
    });
  });
  return card(words.name, words.nameHint, form, fault);
}
