import type { Random } from '../random.ts';

/** A fault in one direction of a connection; `after` counts bytes. */
export type Fault =
  /** Delays everything, in order. */
  | { does: 'delay'; milliseconds: number }
  /** Ends the connection, often in the middle of a frame. */
  | { does: 'cut'; after: number }
  | { does: 'reset'; after: number }
  /** Half-open: drops everything both ways without ending the connection. */
  | { does: 'swallow'; after: number }
  /** Stops for a while. */
  | { does: 'stall'; after: number; milliseconds: number }
  /** Joins bytes into larger chunks. */
  | { does: 'merge'; milliseconds: number }
  /** Sends the first bytes one by one. */
  | { does: 'split'; bytes: number }
  /** The upgrade to a WebSocket is refused, or never answered. */
  | { does: 'refuse' }
  | { does: 'ignore' };

export type Kind = Fault['does'];

/** The faults of a connection: from the client, and to it. */
export interface Plan {
  up: readonly Fault[];
  down: readonly Fault[];
}

/** The faults that end a connection, for at least one side. */
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

/**
 * Draws the faults of the next connection: at most one that breaks it, and some that only delay or
 * split bytes.
 */
export function drawPlan(random: Random): Plan {
  const fault = draw(random);
  const isUp = fault.does === 'refuse' || fault.does === 'ignore' || random.chance(0.3);
  const after = random.scale(20, isUp ? 8_000 : 2_000_000);
  const faults = fault.does === 'none' ? [] : [{ ...fault, after } as Fault];
  const [up, down] = [harmless(random), harmless(random)];
  return isUp ? { up: [...up, ...faults], down } : { up, down: [...down, ...faults] };
}

function draw(random: Random) {
  const does = random.weighted(weights);
  return does === 'stall' ? { does, milliseconds: random.scale(50, 2_000) } : { does };
}

/** Faults that lose nothing. */
function harmless(random: Random): Fault[] {
  const does = random.weighted({ none: 6, delay: 2, merge: 1, split: 1 });
  if (does === 'none') return [];
  if (does === 'split') return [{ does, bytes: random.scale(100, 3_000) }];
  return [{ does, milliseconds: random.scale(1, 100) }];
}
