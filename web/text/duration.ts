import { milliseconds, seconds } from './format.ts';

/** A wait as people read it: less than a second in milliseconds. */
export function wait(count: number): string {
  return count < 1_000 ? milliseconds(Math.round(count)) : seconds(count / 1_000);
}
