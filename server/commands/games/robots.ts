/** Persons whom the machine plays. Their names are the same word in every language of the page. */
export const robots = [
  { id: 'robot', name: 'Robot', level: 'perfect' },
  { id: 'robot-junior', name: 'Robot Junior', level: 'easy' },
] as const;

export type Robot = (typeof robots)[number];

/** Also when it does not play at the moment: its games go on, and their clocks. */
export const robotIds: readonly string[] = robots.map(({ id }) => id);

export function isRobot({ id }: { id: string }): boolean {
  return robotIds.includes(id);
}
