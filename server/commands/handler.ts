import type { Person } from '../../protocol/model.ts';
import type { Transaction } from '../store/database.ts';
import type { Outcome } from './outcome.ts';

/** A request for a change: plain data, so that it could be executed in another process. */
export interface Request<Change> {
  by: Person;
  /** Milliseconds since 1970. */
  at: number;
  change: Change;
  /** The address of the client has reached its limit of new rooms. */
  isFull?: boolean;
}

/** The author of changes that the server makes itself. */
export const server: Person = { id: 'server', name: 'Causette' };

/** Configuration that changes depend on. */
export interface Settings {
  /** Milliseconds of absence after which a player may lose a game. */
  gameGrace: number;
}

/**
 * Validates a change and executes it inside a transaction. All checks come before the first write,
 * so that a refused change writes nothing.
 */
export type Handler<Change> = (
  queries: Transaction,
  request: Request<Change>,
  settings: Settings,
) => Promise<Outcome>;
