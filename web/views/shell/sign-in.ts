import { RefusedError } from '../../../client/transport/api.ts';
import { limits } from '../../../protocol/limits.ts';
import { h } from '../../dom/h.ts';
import { limit } from '../../dom/fields/limit.ts';
import { seconds } from '../../words/format.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { AuthState } from '../../app/auth-session.ts';
import { reasonOf } from '../../words/reason.ts';
import { words } from '../../words/words.ts';
import { accountChanged } from './account-changed.ts';

/** The sign-in dialog: asks for a name and closes once the server has accepted one. */
export function signIn(context: AppContext, signal: AbortSignal): HTMLElement {
  const { state } = context.session;
  const hello = h('div', {}, ...greeting());
  const change = h('div');
  const form = nameForm(context, signal);
  const wait = h('p', { role: 'status' });
  const root = h('dialog', { class: 'sign-in', closedby: 'none' }, hello, change, form, wait);
  root.ariaLabel = words.welcome;
  root.addEventListener('cancel', (event) => event.preventDefault(), { signal });

  const show = (now: AuthState): void => {
    const isAccountChanged = typeof now === 'object' && 'now' in now;
    const isWaiting = typeof now === 'object' && 'wait' in now;
    form.hidden = now !== 'signed-out';
    hello.hidden = isAccountChanged;
    change.replaceChildren(...(isAccountChanged ? accountChanged(context, now) : []));
    wait.textContent = isWaiting ? words.retriesIn(seconds(now.wait)) : '';
    // A dialog can only be opened once it is in the document.
    queueMicrotask(() => openOrClose(root, state.get()));
  };
  state.watch((now) => now, show, signal);
  return root;
}

function openOrClose(dialog: HTMLDialogElement, now: AuthState): void {
  if (now === 'unknown' || now === 'signed-in') dialog.close();
  else if (!dialog.open && dialog.isConnected) dialog.showModal();
}

function nameForm({ session, chat: { api } }: AppContext, signal: AbortSignal): HTMLElement {
  const field = nameField();
  const label = h('label', { class: 'label' }, words.yourName, field);
  const fault = h('p', { class: 'fault', id: 'sign-in-fault', role: 'alert' });
  const suggestion = h('button', { class: 'button', type: 'button', hidden: true });
  const submit = h('button', { class: 'button button--go' }, words.join);
  const mine = h('button', { class: 'button', type: 'button', hidden: true }, words.isMyName);
  const root = h('form', { class: 'sign-in__form' }, label, fault, suggestion, mine, submit);

  const enter = async (name: string): Promise<void> => {
    submit.disabled = true;
    showFault(await session.signIn(name).then(noFault, asFault));
    submit.disabled = false;
  };
  const submitted = (event: Event): void => {
    event.preventDefault();
    void enter(field.value);
  };
  root.addEventListener('submit', submitted, { signal });
  const recover = async (): Promise<void> => {
    const { recoverForm } = await import('../settings/recover.ts');
    const back = (): void => other.replaceWith(root);
    const other = recoverForm(session, api, field.value, back);
    root.replaceWith(other);
  };
  mine.addEventListener('click', () => void recover().catch(failed), { signal });
  suggestion.addEventListener('click', () => void enter(suggestion.value), { signal });

  const failed = (error: unknown): void => showFault(asFault(error));
  const showFault = ({ sentence, isTaken, suggestion: name }: Fault): void => {
    fault.textContent = sentence;
    mine.hidden = isTaken !== true;
    suggestion.hidden = name === undefined;
    suggestion.value = name ?? '';
    suggestion.textContent = words.useName(suggestion.value);
  };
  return root;
}

interface Fault {
  sentence: string;
  isTaken?: boolean;
  suggestion?: string | undefined;
}

function noFault(): Fault {
  return { sentence: '' };
}

function asFault(error: unknown): Fault {
  const suggestion = error instanceof RefusedError ? error.refusal.suggestion : undefined;
  const isTaken = error instanceof RefusedError && error.refusal.code === 'name_taken';
  return { sentence: reasonOf(error), isTaken, suggestion };
}

function nameField(): HTMLInputElement {
  const field = h('input', {
    class: 'field',
    dir: 'auto',
    name: 'name',
    required: true,
    autocomplete: 'nickname',
    autofocus: true,
    'aria-describedby': 'sign-in-fault',
  });
  limit(field, limits.name);
  return field;
}

function greeting(): HTMLElement[] {
  return [
    h('span', { class: 'mark' }),
    h('h2', { class: 'sign-in__title' }, words.welcome),
    h('p', { class: 'sign-in__tagline' }, words.tagline),
  ];
}
