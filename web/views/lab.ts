import type { Connection } from '../../client/connection.ts';
import type { Direction, Fault } from '../../client/faults.ts';
import { h } from '../dom/h.ts';
import { openBeside } from '../dom/popover.ts';
import { words } from '../words/words.ts';

const directions: readonly Direction[] = ['received', 'sent'];
const faults: readonly Fault[] = ['lost', 'delayed', 'repeated'];

/** The failure lab: does to the next frame of this tab what a bad network would. */
export function lab(connection: Connection): HTMLElement[] {
  const hint = h('p', { class: 'lab__hint' }, words.labHint);
  const menu = h('div', { class: 'popover lab', popover: 'auto', role: 'dialog' }, hint);
  menu.ariaLabel = words.lab;
  const button = h('button', { class: 'button', type: 'button', 'aria-haspopup': 'dialog' });
  button.textContent = words.lab;
  button.addEventListener('click', () => openBeside(menu, button));

  const choose = (fault: Fault, direction: Direction): void => {
    connection.faults.inject(fault, direction);
    menu.hidePopover();
  };
  for (const direction of directions) menu.append(rowOf(direction, choose));
  return [button, menu];
}

function rowOf(
  direction: Direction,
  choose: (fault: Fault, direction: Direction) => void,
): HTMLElement {
  const name = words.nextFrame[direction];
  const buttons = faults.map((fault) => {
    const button = h('button', { class: 'button', type: 'button' }, words.doTo[fault]);
    button.addEventListener('click', () => choose(fault, direction));
    return button;
  });
  return h(
    'fieldset',
    { class: 'lab__row' },
    h('legend', { class: 'lab__name' }, name),
    ...buttons,
  );
}
