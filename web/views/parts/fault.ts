import type { Answer } from '../../../client/sync/outbox.ts';
import { h } from '../../dom/h.ts';
import { reason } from '../../words/reason.ts';

export interface Fault {
  root: HTMLElement;
  show: (sentence: string) => void;
  /** Shows the reason when the answer is a refusal, else nothing. */
  showRefusal: (answer: Promise<Answer>) => void;
}

/** An error line, empty until something fails. */
export function fault(): Fault {
  const root = h('p', { class: 'fault', role: 'alert' });
  const show = (sentence: string): void => {
    root.textContent = sentence;
  };
  const showRefusal: Fault['showRefusal'] = (pending) => {
    show('');
    void pending.then((answer) => show(answer.type === 'refused' ? reason(answer) : ''));
  };
  return { root, show, showRefusal };
}
