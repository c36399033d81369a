import type { Random } from '../random.ts';

/** What the network does to one direction of a connection; `after` counts bytes of it. */
export type Fault =
  /** Everything comes later, in order. */
  | { does: 'delay'; milliseconds: number }
  /** The end, in the middle of a frame as likely as not. */
  | { does: 'cut'; after: number }
  | { does: 'reset'; after: number }
  /** Half-open: everything is swallowed both ways, and nobody is told. */
  | { does: 'swallow'; after: number }
  /** Nothing moves for a while. */
  | { does: 'stall'; after: number; milliseconds: number }
  /** Bytes wait for each other and go together. */
  | { does: 'merge'; milliseconds: number }
  /** So many first bytes go one by one. */
  | { does: 'split'; bytes: number }
  /** The upgrade to a WebSocket is refused, or never answered. */
  | { does: 'refuse' }
  | { does: 'ignore' };

export type Kind = Fault['does'];

/** What is to happen on a connection, from the client and to it. */
export interface Plan {
  up: readonly Fault[];
  down: readonly Fault[];
}

/** The kinds that end a connection, for at least one of its ends. */
export const endings: readonly Kind[] = ['cut', 'reset', 'swallow', 'refuse', 'ignore'];

export const faultless: Plan = { up: [], down: [] };

const weights = {
  none: 12,
  cut: 30,
  reset: 20,
  swallow: 1,
  stall: 5,
  refuse: 4,
  ignore: 1,
} as const;

/** Draws what happens to the next connection: one fault at most, and bytes may come badly besides. */
export function drawPlan(random: Random): Plan {
  const fault = draw(random);
  const isUp = fault.does === 'refuse' || fault.does === 'ignore' || random.chance(0.3);
  const after = random.scale(20, isUp ? 8_000 : 2_000_000);
  const faults = fault.does === 'none' ? [] : [{ ...fault, after } as Fault];
  const [up, down] = [manners(random), manners(random)];
  return isUp ? { up: [...up, ...faults], down } : { up, down: [...down, ...faults] };
}

function draw(random: Random) {
  const does = random.weighted(weights);
  return does === 'stall' ? { does, milliseconds: random.scale(50, 2_000) } : { does };
}

/** How bytes come that all arrive. */
function manners(random: Random): Fault[] {
  const does = random.weighted({ none: 6, delay: 2, merge: 1, split: 1 });
  if (does === 'none') return [];
  if (does === 'split') return [{ does, bytes: random.scale(100, 3_000) }];
  return [{ does, milliseconds: random.scale(1, 100) }];
}
