import { puissance4 as rules } from '../../../protocol/games/puissance-4.ts';
import type { Seat } from '../../../protocol/games/game.ts';
import { drawing } from '../../dom/drawing.ts';
import type { Look } from './board.ts';

const disc = 'M16 1a15 15 0 1 0 0 30a15 15 0 0 0 0-30';
/** Signs on the discs, for people who cannot distinguish the colours. */
const signs = [
  'M11 11 21 21M21 11 11 21',
  'M16 10.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11',
] as const;

/** Connect Four: discs fall into columns. */
export const puissance4: Look = {
  rules,
  style: 'board--holes',
  columnName: (column) => String(column + 1),
  shape(seat: Seat) {
    return drawing(`shape shape--${seat}`, '0 0 32 32', [
      ['shape__disc', disc],
      ['shape__sign', signs[seat]],
    ]);
  },
};
