import type { Game, Position, Seat } from '../../../protocol/games/game.ts';
import { drawing } from '../../dom/drawing.ts';
import { h } from '../../dom/h.ts';
import { rovingTabindex } from '../../dom/keyboard/rove.ts';
import { words } from '../../words/words.ts';

/** How a game is drawn. */
export interface Look {
  rules: Game;
  /** CSS class of the board. */
  style: string;
  shape: (seat: Seat) => SVGSVGElement;
  columnName: (column: number) => string;
}

export interface BoardState {
  position: Position;
  names: readonly [string, string];
  canPlay: boolean;
}

export interface Board {
  root: HTMLElement;
  show: (state: BoardState) => void;
}

/** The marks of the two seats, for screen readers. */
export const marks = ['X', 'O'] as const;

/** A board of cells. The cells are created once and updated. */
export function board(look: Look, play: (move: number) => void): Board {
  const { rules, style } = look;
  const cells = Array.from({ length: rules.columns * rules.rows }, newCell);
  const grid = h('div', { class: 'board__grid', role: 'grid' }, ...rowsOf(cells, rules.columns));
  const line = winningLine(rules);
  const root = h('div', { class: `board ${style}` }, grid, line.root);

  let shown: BoardState | undefined;
  const targetOf = (target: EventTarget | null): number | undefined => {
    const move = rules.moveAt(cells.findIndex((cell) => cell === target));
    return shown?.canPlay === true ? rules.cellOf(shown.position, move) : undefined;
  };
  const aim = ({ target }: Event): void => {
    const at = targetOf(target);
    cells.forEach((cell, index) => cell.toggleAttribute('data-aim', index === at));
  };
  for (const [index, cell] of cells.entries()) {
    cell.addEventListener('click', () => targetOf(cell) !== undefined && play(rules.moveAt(index)));
  }
  for (const event of ['pointerover', 'focusin']) grid.addEventListener(event, aim);
  for (const event of ['pointerleave', 'focusout'])
    grid.addEventListener(event, () => clearAim(cells));
  rovingTabindex(grid, cells, rules.columns);

  const show = (state: BoardState): void => {
    const isFirst = shown === undefined;
    shown = state;
    const outcome = rules.outcome(state.position);
    const winning = outcome?.is === 'won' ? outcome.line : [];
    grid.ariaLabel = words.board(state.names);
    cells.forEach((cell, index) => {
      showMark(look, cell, state.position.board[index], isFirst);
      showCell(look, cell, index, state);
      cell.toggleAttribute('data-won', winning.includes(index));
    });
    clearAim(cells);
    line.show(winning);
  };
  return { root, show };
}

/** The position of a cell in words. */
export function cellName({ rules: { columns }, columnName }: Look, cell: number): string {
  return words.cell(String(Math.floor(cell / columns) + 1), columnName(cell % columns));
}

function newCell(): HTMLButtonElement {
  return h('button', { class: 'board__cell', type: 'button', role: 'gridcell' });
}

function rowsOf(cells: readonly HTMLElement[], columns: number): HTMLElement[] {
  return Array.from({ length: cells.length / columns }, (_, row) => {
    const inRow = cells.slice(row * columns, (row + 1) * columns);
    for (const cell of inRow) cell.style.setProperty('--row', String(row));
    return h('div', { class: 'board__row', role: 'row' }, ...inRow);
  });
}

function clearAim(cells: readonly HTMLElement[]): void {
  for (const cell of cells) cell.removeAttribute('data-aim');
}

/** Marks that exist when the board is first drawn are not animated. */
function showMark(look: Look, cell: HTMLElement, seat: Seat | undefined, isFirst: boolean): void {
  const held = seat === undefined ? undefined : marks[seat];
  if (cell.dataset['mark'] === held) return;
  if (held === undefined) delete cell.dataset['mark'];
  else cell.dataset['mark'] = held;
  cell.replaceChildren(...(seat === undefined ? [] : [look.shape(seat)]));
  cell.toggleAttribute('data-new', !isFirst);
}

function showCell(look: Look, cell: HTMLElement, index: number, state: BoardState): void {
  const { position, names, canPlay } = state;
  const seat = position.board[index];
  const isPlayable = canPlay && look.rules.cellOf(position, look.rules.moveAt(index)) !== undefined;
  const holder = seat === undefined ? words.empty : words.heldBy(marks[seat], names[seat]);
  cell.ariaLabel = `${cellName(look, index)}, ${holder}`;
  cell.ariaDisabled = String(!isPlayable);
  cell.toggleAttribute('data-last', index === position.last);
}

/** A line through the winning cells. */
function winningLine({ columns, rows }: Game) {
  const root = drawing('board__line', `0 0 ${columns} ${rows}`, [['', '']]);
  const show = (cells: readonly number[]): void => {
    const [from, to] = [Math.min(...cells), Math.max(...cells)].map((cell) => {
      return `${(cell % columns) + 0.5} ${Math.floor(cell / columns) + 0.5}`;
    });
    root.toggleAttribute('hidden', cells.length === 0);
    root.firstElementChild?.setAttribute('d', cells.length === 0 ? '' : `M${from}L${to}`);
  };
  return { root, show };
}
