/** The bots. Their names are the same in every language of the page. */
export const robots = [
  { id: 'robot', name: 'Robot', level: 'perfect' },
  { id: 'robot-junior', name: 'Robot Junior', level: 'easy' },
] as const;

export type Robot = (typeof robots)[number];

/** Ids of all bots, also of those that are switched off: their games and time limits go on. */
export const robotIds: readonly string[] = robots.map(({ id }) => id);

export function isRobot({ id }: { id: string }): boolean {
  return robotIds.includes(id);
}
