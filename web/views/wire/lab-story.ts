import { h } from '../../dom/h.ts';
import { seconds } from '../../words/format.ts';
import type { FailureLab, LabState } from '../../wire/failure-lab.ts';
import { wireWords } from '../../words/wire-words.ts';

/** The state of the failure lab in a sentence: armed, fault injected, repaired. */
export function labStory(lab: FailureLab, signal: AbortSignal): HTMLElement {
  const tag = h('b', { class: 'frames__tag' });
  const sentence = h('span', {});
  const text = h('p', { class: 'lab-story__text', role: 'status' }, tag, sentence);
  const end = h('button', { class: 'button', type: 'button' });
  const root = h('div', { class: 'lab-story' }, text, end);

  end.addEventListener('click', () => lab.clear(), { signal });

  const show = (state: LabState): void => {
    root.hidden = state.is === 'idle';
    root.dataset['is'] = state.is;
    [tag.textContent, sentence.textContent] = textOf(state);
    end.textContent = state.is === 'armed' ? wireWords().disarm : wireWords().close;
  };
  lab.store.watch((state) => state, show, signal);
  return root;
}

function textOf(state: LabState): [string, string] {
  const words = wireWords();
  switch (state.is) {
    case 'idle':
      return ['', ''];
    case 'armed': {
      const { aim, direction, fault } = state.plan;
      return [words.labStates.armed, words.armed(words.nextFrame[aim][direction], fault)];
    }
    case 'broken':
      return [words.done[state.plan.fault], words.broken[state.plan.direction][state.plan.fault]];
    case 'repaired': {
      const { by, after } = state;
      const isRepair = by === 'resent' || by === 'followed';
      const tag = isRepair ? words.labStates.repaired : words.labStates.fine;
      return [tag, words.repaired[by](seconds(after / 1_000))];
    }
  }
}
