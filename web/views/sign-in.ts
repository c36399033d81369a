import { RefusedError } from '../../client/api.ts';
import { limits } from '../../protocol/limits.ts';
import { h } from '../dom/h.ts';
import type { Page } from '../page.ts';
import type { Standing } from '../session.ts';
import { reasonOf } from '../words/reason.ts';
import { words } from '../words/words.ts';

/** Asks for a name before anything else; it goes away when the server has agreed to one. */
export function signIn({ session }: Page, signal: AbortSignal): HTMLElement {
  const field = nameField();
  const label = h('label', { class: 'label' }, words.yourName, field);
  const fault = h('p', { class: 'fault', id: 'sign-in-fault', role: 'alert' });
  const suggestion = h('button', { class: 'button', type: 'button', hidden: true });
  const submit = h('button', { class: 'button button--go' }, words.comeIn);
  const form = h('form', { class: 'sign-in__form' }, label, fault, suggestion, submit);
  const root = h('dialog', { class: 'sign-in', closedby: 'none' }, ...greeting(), form);
  root.ariaLabel = words.welcome;

  const enter = async (name: string): Promise<void> => {
    submit.disabled = true;
    showFault(await session.signIn(name).then(noFault, asFault));
    submit.disabled = false;
  };
  const submitted = (event: Event): void => {
    event.preventDefault();
    void enter(field.value);
  };
  form.addEventListener('submit', submitted, { signal });
  suggestion.addEventListener('click', () => void enter(suggestion.value), { signal });
  root.addEventListener('cancel', (event) => event.preventDefault(), { signal });

  const showFault = ({ sentence, suggestion: name }: Fault): void => {
    fault.textContent = sentence;
    suggestion.hidden = name === undefined;
    suggestion.value = name ?? '';
    suggestion.textContent = words.useName(suggestion.value);
  };
  const showUnanswered = unansweredIn(root);
  const show = (standing: Standing): void => {
    form.hidden = standing !== 'nobody';
    showUnanswered(standing);
    if (standing === 'unknown' || standing === 'somebody') root.close();
    else if (!root.open) queueMicrotask(() => root.showModal());
  };
  session.standing.watch((standing) => standing, show, signal);
  return root;
}

/** Says so where the server could not say who this is. */
function unansweredIn(root: HTMLElement): (standing: Standing) => void {
  let shown = new AbortController();
  return (standing) => {
    shown.abort();
    shown = new AbortController();
    const { signal } = shown;
    if (typeof standing !== 'object') return;
    import('./unanswered.ts').then(
      (it) => it.unanswered(root, standing, signal),
      () => {}, // Without its words the page asks again all the same.
    );
  };
}

interface Fault {
  sentence: string;
  suggestion?: string | undefined;
}

function noFault(): Fault {
  return { sentence: '' };
}

function asFault(error: unknown): Fault {
  const suggestion = error instanceof RefusedError ? error.refusal.suggestion : undefined;
  return { sentence: reasonOf(error), suggestion };
}

function nameField(): HTMLInputElement {
  return h('input', {
    class: 'field',
    name: 'name',
    required: true,
    autocomplete: 'nickname',
    autofocus: true,
    'aria-describedby': 'sign-in-fault',
    maxlength: String(limits.name * 2),
  });
}

function greeting(): HTMLElement[] {
  return [
    h('span', { class: 'mark' }),
    h('h2', { class: 'sign-in__title' }, words.welcome),
    h('p', { class: 'sign-in__tagline' }, words.tagline),
  ];
}
