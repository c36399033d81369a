import type { Person } from '../../protocol/model.ts';
import { isolated } from './bidi-isolation.ts';

/** A name in a sentence or a list; one that nobody has checked begins with a mark. */
export function shownName({ name, via }: Pick<Person, 'name' | 'via'>): string {
  return via === 'text' ? `⌁ ${isolated(name)}` : isolated(name);
}
