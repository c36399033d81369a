import type { Person } from '../../protocol/model.ts';
import { isolated } from './bidi-isolation.ts';

/** A name for display, isolated. The unverified name of a plain-text client begins with a mark. */
export function shownName({ name, via }: Pick<Person, 'name' | 'via'>): string {
  return via === 'text' ? `⌁ ${isolated(name)}` : isolated(name);
}
