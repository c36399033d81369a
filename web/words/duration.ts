import { milliseconds, seconds } from './format.ts';

/** Formats a duration in milliseconds: below one second as milliseconds, else as seconds. */
export function duration(count: number): string {
  return count < 1_000 ? milliseconds(Math.round(count)) : seconds(count / 1_000);
}
