import { h } from '../../dom/h.ts';
import { openBeside } from '../../dom/popover.ts';
import type { Direction } from '../../wire/interceptor.ts';
import type { Aim, FailureLab } from '../../wire/failure-lab.ts';
import type { Fault } from '../../wire/repairs.ts';
import { wireWords } from '../../words/wire-words.ts';
import { choice } from '../parts/choice.ts';

const directions: readonly Direction[] = ['received', 'sent'];
const faults: readonly Fault[] = ['lost', 'delayed', 'repeated'];

/** A button with a popover to choose a fault for one frame of this tab. */
export function labMenu(lab: FailureLab): HTMLElement[] {
  const words = wireWords();
  const menu = h('div', { class: 'popover lab', popover: 'auto', role: 'dialog' });
  menu.ariaLabel = words.lab;
  const button = h('button', { class: 'button', type: 'button', 'aria-haspopup': 'dialog' });
  button.textContent = words.lab;
  button.addEventListener('click', () => openBeside(menu, button));

  let aim: Aim = 'message';
  const rows = directions.map((direction) =>
    rowOf((fault) => {
      lab.arm({ fault, direction, aim });
      menu.hidePopover();
    }),
  );
  const pick = (next: Aim): void => {
    aim = next;
    for (const [at, { name }] of rows.entries())
      name.textContent = words.nextFrame[aim][directions[at]!];
  };
  const options = [
    ['message', words.aims.message],
    ['any', words.aims.any],
  ] as const;
  pick(aim);
  menu.append(
    h('p', { class: 'lab__hint' }, words.labHint),
    choice<Aim>(words.aim, options, aim, pick),
    ...rows.map(({ root }) => root),
  );
  return [button, menu];
}

function rowOf(choose: (fault: Fault) => void): { root: HTMLElement; name: HTMLElement } {
  const name = h('legend', { class: 'lab__name' });
  const buttons = faults.map((fault) => {
    const button = h('button', { class: 'button', type: 'button' }, wireWords().doTo[fault]);
    button.addEventListener('click', () => choose(fault));
    return button;
  });
  return { root: h('fieldset', { class: 'lab__row' }, name, ...buttons), name };
}
