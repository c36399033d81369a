import { morpion as rules } from '../../../protocol/games/morpion.ts';
import type { Seat } from '../../../protocol/games/game.ts';
import { drawing } from '../../dom/drawing.ts';
import type { Look } from './board.ts';

const shapes = [
  'M6 6 26 26M26 6 6 26',
  'M16 5.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 0 0 0-21',
] as const;

/** Tic-tac-toe: nine cells with crosses and rings. */
export const morpion: Look = {
  rules,
  style: 'board--fields',
  columnName: (column) => 'abc'.charAt(column),
  shape(seat: Seat) {
    return drawing(`shape shape--${seat}`, '0 0 32 32', [['shape__line', shapes[seat]]]);
  },
};
