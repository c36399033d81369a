import type { Look } from './board.ts';
import { morpion } from './morpion.ts';
import { puissance4 } from './puissance-4.ts';

/** The look of each game, by the name of its rules. */
export const looks: ReadonlyMap<string, Look> = new Map(
  [morpion, puissance4].map((look) => [look.rules.name, look]),
);
