import { encode } from 'uqr';
import type { Api } from '../../../client/transport/api.ts';
import { makeDeviceLink } from './account-api.ts';
import { deviceLink } from '../../app/router.ts';
import { drawing } from '../../dom/drawing.ts';
import { h } from '../../dom/h.ts';
import { settingsWords } from '../../words/settings-words.ts';
import { button, card, copyButton, run } from './card.ts';

const isLocalhost = /^(localhost|127\..*|\[::1\])$/u.test(location.hostname);

/** A link and its QR code, made on request: valid once, with the time that is left. */
export function otherDevice(api: Api, closed: AbortSignal): HTMLElement {
  const words = settingsWords();
  const fault = h('p', { class: 'fault', role: 'alert' });
  const shown = h('div', { class: 'settings__link' });
  const make = button(words.makeLink, () => void run(make, fault, show), 'button--go');
  let tick: ReturnType<typeof setInterval> | undefined;

  const show = async (): Promise<void> => {
    const { code, seconds } = await makeDeviceLink(api);
    const link = deviceLink(code);
    const copy = copyButton(words.copyLink, () => link, 'button--go');
    make.classList.remove('button--go');
    const acts = h('div', { class: 'settings__acts' }, copy, make);
    const address = h('input', { class: 'field', readonly: true, 'aria-label': words.copyLink });
    address.value = link;
    address.addEventListener('focus', () => address.select());
    shown.replaceChildren(qrCode(link), h('div', {}, address, acts));
    count(Date.now() + seconds * 1_000);
  };
  const count = (until: number): void => {
    clearInterval(tick);
    const draw = (): void => {
      const left = Math.max(0, Math.round((until - Date.now()) / 1_000));
      make.textContent = words.newLink(clock(left));
      if (left > 0) return;
      clearInterval(tick);
      make.textContent = words.makeLink;
      shown.replaceChildren(make);
    };
    tick = setInterval(draw, 1_000);
    draw();
  };
  closed.addEventListener('abort', () => clearInterval(tick));
  shown.append(make);
  const hint = isLocalhost ? `${words.otherDeviceHint} ${words.onlyHere}` : words.otherDeviceHint;
  return card(words.otherDevice, hint, shown, fault);
}

/** 4:12 */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function qrCode(text: string): HTMLElement {
  const { data, size } = encode(text, { border: 2 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])),
  );
  const svg = drawing('settings__squares', `0 0 ${size} ${size}`, [['', squares.join('')]]);
  return h('div', { class: 'settings__qr', role: 'img', 'aria-label': settingsWords().qr }, svg);
}
