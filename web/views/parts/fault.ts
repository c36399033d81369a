import type { Answer } from '../../../client/sync/outbox.ts';
import { h } from '../../dom/h.ts';
import { reason } from '../../words/reason.ts';

export interface Fault {
  root: HTMLElement;
  show: (sentence: string) => void;
  /** Shows the reason when the answer is a refusal, else nothing. */
  showAnswer: (answer: Answer) => void;
  showRefusal: (answer: Promise<Answer>) => void;
}

/** An error line, empty until something fails. */
export function fault(): Fault {
  const root = h('p', { class: 'fault', role: 'alert' });
  const show = (sentence: string): void => {
    root.textContent = sentence;
  };
  const showAnswer: Fault['showAnswer'] = (answer) =>
    show(answer.type === 'refused' ? reason(answer) : '');
  const showRefusal: Fault['showRefusal'] = (pending) => {
    show('');
    void pending.then(showAnswer);
  };
  return { root, show, showAnswer, showRefusal };
}
