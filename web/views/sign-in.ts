import { RefusedError } from '../../client/api.ts';
import { limits } from '../../protocol/limits.ts';
import { h } from '../dom/h.ts';
import type { Session } from '../session.ts';
import { reasonOf } from '../words/reason.ts';
import { words } from '../words/words.ts';

/** Asks for a name before anything else; it goes away when the server has agreed to one. */
export function signIn({ session }: { session: Session }, signal: AbortSignal): HTMLElement {
  const field = h('input', {
    ...{ class: 'field', name: 'name', required: true, autocomplete: 'nickname', autofocus: true },
    ...{ 'aria-describedby': 'sign-in-fault', maxlength: String(limits.name * 2) },
  });
  const fault = h('p', { class: 'fault', id: 'sign-in-fault', role: 'alert' });
  const suggestion = h('button', { class: 'button', type: 'button', hidden: true });
  const submit = h('button', { class: 'button button--go' }, words.comeIn);
  const label = h('label', { class: 'label' }, words.yourName, field);
  const form = h('form', { class: 'sign-in__form' }, label, fault, suggestion, submit);
  const root = h(
    'dialog',
    { class: 'sign-in', 'aria-label': words.welcome, closedby: 'none' },
    h('span', { class: 'mark', 'aria-hidden': 'true' }),
    h('h2', { class: 'sign-in__title' }, words.welcome),
    h('p', { class: 'sign-in__tagline' }, words.tagline),
    form,
  );

  const enter = async (name: string): Promise<void> => {
    submit.disabled = true;
    const refused = await session.signIn(name).then(() => undefined, asFault);
    submit.disabled = false;
    showFault(refused);
  };
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      void enter(field.value);
    },
    { signal },
  );
  suggestion.addEventListener('click', () => void enter(suggestion.value), { signal });
  root.addEventListener('cancel', (event) => event.preventDefault(), { signal });

  const showFault = (refused: Fault | undefined): void => {
    fault.textContent = refused?.sentence ?? '';
    suggestion.hidden = refused?.suggestion === undefined;
    suggestion.value = refused?.suggestion ?? '';
    suggestion.textContent = words.useName(suggestion.value);
  };
  session.standing.watch(
    (standing) => standing,
    (standing) => {
      if (standing !== 'nobody') root.close();
      else if (!root.open) queueMicrotask(() => root.showModal());
    },
    signal,
  );
  return root;
}

interface Fault {
  sentence: string;
  suggestion?: string | undefined;
}

function asFault(error: unknown): Fault {
  const suggestion = error instanceof RefusedError ? error.refusal.suggestion : undefined;
  return { sentence: reasonOf(error), suggestion };
}
