import { RefusedError } from '../../../client/transport/api.ts';
import { h } from '../../dom/h.ts';
import { reasonOf } from '../../words/reason.ts';
import { locale } from '../../words/words.ts';
import { settingsWords } from '../../words/settings-words.ts';

/** A part of the settings: a title, a hint and what follows. */
export function card(title: string, hint: string, ...parts: HTMLElement[]): HTMLElement {
  const titleElement = h('h3', { class: 'settings__title' }, title);
  const hintElement = h('p', { class: 'settings__hint' }, hint);
  return h(
    'section',
    { class: 'settings__card', 'aria-label': title },
    titleElement,
    hintElement,
    ...parts,
  );
}

export function button(label: string, act: () => void, kind = ''): HTMLButtonElement {
  const root = h('button', { class: `button ${kind}`, type: 'button' }, label);
  root.addEventListener('click', act);
  return root;
}

/** A button that copies a text and says so for a moment. Without a clipboard there is none. */
export function copyButton(label: string, text: () => string, kind = ''): HTMLElement | undefined {
  // Browsers offer the clipboard on HTTPS and on this machine only.
  if (navigator.clipboard === undefined) return undefined;
  const root = button(label, () => void copy(), kind);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text());
    root.textContent = settingsWords().copied;
    setTimeout(() => (root.textContent = label), 2_000);
  };
  return root;
}

/** Why a request failed, and after which time the next one may be sent. */
export function faultOf(error: unknown): string {
  const sentence = reasonOf(error);
  const wait = error instanceof RefusedError ? error.refusal.retryAfter : undefined;
  if (wait === undefined) return sentence;
  return `${sentence} ${settingsWords().wait(minutes(wait))}`;
}

/** A number of seconds, rounded up to minutes. */
function minutes(seconds: number): string {
  const shape = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(locale, shape).format(Math.ceil(seconds / 60));
}

/** Runs a request from a button, which is disabled meanwhile, and shows its fault. */
export async function run(
  act: HTMLButtonElement,
  fault: HTMLElement,
  request: () => Promise<void>,
): Promise<void> {
  act.disabled = true;
  try {
    await request();
    fault.textContent = '';
  } catch (error) {
    fault.textContent = faultOf(error);
  }
  act.disabled = false;
}
