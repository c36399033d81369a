import type { Person } from '../../../protocol/model.ts';
import { nameKey } from '../../../protocol/text/names.ts';
import type { Queries } from '../database.ts';

/** A person with the slow hash of their recovery code; null without one. */
export interface Recoverable extends Person {
  recovery: string | null;
}

export function recoverableNamed(queries: Queries, name: string): Promise<Recoverable | undefined> {
  return queries.get('SELECT id, name, recovery FROM people WHERE key = ?', nameKey(name));
}

/** Sets a person's recovery code, in place of the previous one. */
export async function setRecovery(queries: Queries, id: string, hash: string): Promise<void> {
  await queries.run('UPDATE people SET recovery = ? WHERE id = ?', hash, id);
}
