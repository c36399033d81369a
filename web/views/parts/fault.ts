import type { Answer } from '../../../client/chat.ts';
import { h } from '../../dom/h.ts';
import { reason } from '../../words/reason.ts';

export interface Fault {
  root: HTMLElement;
  say: (sentence: string) => void;
  /** Says why the server would not, once it has answered. */
  tell: (answer: Promise<Answer>) => void;
}

/** A line that is empty until something could not be done. */
export function fault(): Fault {
  const root = h('p', { class: 'fault', role: 'alert' });
  const say = (sentence: string): void => {
    root.textContent = sentence;
  };
  const tell: Fault['tell'] = (asked) => {
    say('');
    void asked.then((answer) => say(answer.type === 'refused' ? reason(answer) : ''));
  };
  return { root, say, tell };
}
