import '../../styles/settings/settings.css';
import type { AppContext } from '../../app/app-context.ts';
import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import { settingsWords } from '../../words/settings-words.ts';
import { otherDevice } from './other-device.ts';
import { profile } from './profile.ts';
import { recoveryCode } from './recovery-code.ts';
import { sessions } from './sessions.ts';

/** Opens the settings: one's name, another device, the recovery code, and where one is signed in. */
export function showSettings({ chat }: AppContext): void {
  const words = settingsWords();
  const closed = new AbortController();
  const close = h('button', { class: 'icon-button', type: 'button', 'aria-label': words.close });
  close.append(icon('close'));
  const head = h('header', { class: 'settings__head' }, h('h2', {}, words.settings), close);
  const root = h('dialog', { class: 'dialog settings', closedby: 'any' }, head);
  root.ariaLabel = words.settings;
  const name = chat.store.get().you?.name ?? '';
  root.append(profile(chat.api, name));
  root.append(otherDevice(chat.api, closed.signal), recoveryCode(chat.api), sessions(chat.api));
  close.addEventListener('click', () => root.close());
  root.addEventListener('close', () => {
    closed.abort();
    root.remove();
  });
  document.body.append(root);
  root.showModal();
}
