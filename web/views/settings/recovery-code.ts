import type { Api } from '../../../client/transport/api.ts';
import { makeRecoveryCode } from './account-api.ts';
import { h } from '../../dom/h.ts';
import { settingsWords } from '../../words/settings-words.ts';
import { language } from '../../words/words.ts';
import { button, card, copyButton, run } from './card.ts';

/** Four words, made on request and shown once. */
export function recoveryCode(api: Api): HTMLElement {
  const words = settingsWords();
  const fault = h('p', { class: 'fault', role: 'alert' });
  const shown = h('div', { class: 'settings__code', role: 'status', hidden: true });
  const make = button(words.makeCode, () => void run(make, fault, show));

  const show = async (): Promise<void> => {
    const code = await makeRecoveryCode(api, language);
    const copy = copyButton(words.copy, () => code.join(' '));
    shown.replaceChildren(h('output', {}, code.join(' · ')), ...(copy ? [copy] : []));
    shown.hidden = false;
  };
  return card(words.recoveryCode, words.recoveryHint, shown, make, fault);
}
