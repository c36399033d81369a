import type { Frame } from './frames.ts';

/** Every type of frame, to iterate over. */
export const frameTypes = {
  welcome: true,
  changes: true,
  ack: true,
  refused: true,
  room: true,
  renamed: true,
  read: true,
  reaction: true,
  typing: true,
  people: true,
  presence: true,
  found: true,
  heartbeat: true,
  bye: true,
} as const satisfies Record<Frame['type'], true>;
