/** Text that is expensive to fold, compare or parse, as long as a frame may be. */
const bytes = 60_000;

/** Every pair of these marks is in the wrong order: sorting them takes quadratic time. */
export const marks = '\u0323\u0301'.repeat(bytes / 4);
export const spaces = ' '.repeat(bytes);
export const letters = 'x'.repeat(bytes);
/** A character that expands to eighteen when folded. */
export const ligatures = '\uFDFA'.repeat(bytes / 3);

/** A command with an unknown field of nested lists. */
export function deep(command: object, depth = 29_000): string {
  const nested = '['.repeat(depth) + ']'.repeat(depth);
  return `{"more":${nested},${JSON.stringify(command).slice(1)}`;
}
