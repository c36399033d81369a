import type { Game } from './game.ts';
import { morpion } from './morpion.ts';
import { puissance4 } from './puissance-4.ts';

/** Every game by its name. */
export const games: ReadonlyMap<string, Game> = new Map(
  [morpion, puissance4].map((game) => [game.name, game]),
);
