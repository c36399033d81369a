import type { Person } from '../../protocol/model.ts';
import type { Transaction } from '../store/database.ts';
import type { Outcome } from './outcome.ts';

/** Somebody wants something changed: plain data, so that it could be carried out elsewhere. */
export interface Request<Change> {
  by: Person;
  /** Milliseconds since 1970. */
  at: number;
  change: Change;
  /** Where they come from as many rooms were made as may be. */
  isFull?: boolean;
}

/** Who asks for what nobody asks for: the server, by itself. */
export const server: Person = { id: 'server', name: 'Causette' };

/** What the operator chose that a change depends on. */
export interface Settings {
  /** Milliseconds after which somebody who left a game may lose it. */
  gameGrace: number;
}

/**
 * Checks a change and makes it, inside the transaction that keeps it. Whoever is refused has
 * written nothing: checks come before the first write.
 */
export type Handler<Change> = (
  queries: Transaction,
  request: Request<Change>,
  settings: Settings,
) => Promise<Outcome>;
