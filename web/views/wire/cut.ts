import type { Store } from '../../../client/state/store.ts';
import { h } from '../../dom/h.ts';
import { duration } from '../../words/duration.ts';
import type { AppContext } from '../../app/app-context.ts';
import { wireWords } from '../../words/wire-words.ts';

export interface Cut {
  /** Says that the wire stays cut; hidden while it is not. */
  story: HTMLElement;
  buttons: HTMLElement[];
}

/** Two buttons: one cuts the connection until "Reconnect", the other lets it reconnect by itself. */
export function cut(
  { chat, wireLog }: AppContext,
  held: Store<number | undefined>,
  signal: AbortSignal,
): Cut {
  const stay = h('button', { class: 'button', type: 'button' });
  const heal = h('button', { class: 'button', type: 'button' }, wireWords().cutAndHeal);
  const sentence = h('span', {});
  const tag = h('b', { class: 'frames__tag' }, wireWords().isCut);
  const text = h('p', { class: 'lab-story__text', role: 'status' }, tag, sentence);
  const story = h('div', { class: 'lab-story', 'data-is': 'broken' }, text);

  const cutOrReconnect = (): void => {
    if (held.get() === undefined) chat.connection.cut(true);
    else chat.connection.retryNow();
  };
  stay.addEventListener('click', cutOrReconnect, { signal });
  heal.addEventListener('click', () => chat.connection.cut(), { signal });

  const show = (): void => {
    const delay = held.get();
    const isCut = delay !== undefined;
    story.hidden = !isCut;
    sentence.textContent = isCut ? wireWords().held(duration(delay)) : '';
    stay.textContent = isCut ? wireWords().reconnect : wireWords().cut;
    stay.classList.toggle('button--go', isCut);
    // Nothing can be cut while connecting or waiting for a retry.
    const isOpen = wireLog.store.get().readyState === 'OPEN';
    stay.disabled = !isOpen && !isCut;
    heal.disabled = !isOpen;
  };
  held.watch((delay) => delay, show, signal);
  wireLog.store.watch(({ readyState }) => readyState, show, signal);
  return { story, buttons: [stay, heal] };
}
