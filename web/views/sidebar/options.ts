import type { Room } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { roomTitle, words } from '../../words/words.ts';

export interface Options {
  root: HTMLElement;
  show: (rooms: readonly Room[]) => void;
  /** Moves the selection up or down and wraps around. */
  move: (step: number) => void;
  chosen: () => Room | undefined;
}

/** A listbox of rooms, controlled by the keys of its field. */
export function options(field: HTMLElement, id: string, pick: (room: Room) => void): Options {
  const root = h('ul', { class: 'options', id, role: 'listbox', 'aria-label': words.rooms });
  field.setAttribute('aria-controls', id);

  let rooms: readonly Room[] = [];
  let at = 0;
  const option = (room: Room, index: number): HTMLElement => {
    const one = h('li', { class: 'options__one', id: `${id}-${index}`, role: 'option' });
    one.append(roomTitle(room), ' ', h('bdi', { class: 'options__topic' }, room.topic));
    one.ariaSelected = String(index === at);
    one.addEventListener('click', () => pick(room));
    return one;
  };
  const draw = (): void => {
    root.replaceChildren(...rooms.map(option));
    root.hidden = rooms.length === 0;
    field.setAttribute('aria-activedescendant', root.children[at]?.id ?? '');
    root.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  const show: Options['show'] = (next) => {
    rooms = next;
    at = 0;
    draw();
  };
  const move: Options['move'] = (step) => {
    at = (at + step + rooms.length) % Math.max(1, rooms.length);
    draw();
  };
  return { root, show, move, chosen: () => rooms[at] };
}
