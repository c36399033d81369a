import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Database, Queries } from '../../store/database.ts';

/**
 * A database whose transactions need a turn of the event loop for each statement, like a remote one.
 * They fail if a statement is not awaited before the next one or before the end.
 */
export function distant(database: Database): Database {
  return {
    ...database,
    transaction: (work, committed) =>
      database.transaction(async (queries) => {
        const statements = new Statements(queries);
        const result = await work({ ...queries, ...statements.methods });
        statements.expectDone('the end');
        return result;
      }, committed),
  };
}

class Statements {
  readonly methods: Queries;
  #running = '';

  constructor(queries: Queries) {
    this.methods = {
      get: (sql, ...values) => this.#take(sql, () => queries.get(sql, ...values)),
      all: (sql, ...values) => this.#take(sql, () => queries.all(sql, ...values)),
      run: (sql, ...values) => this.#take(sql, () => queries.run(sql, ...values)),
    };
  }

  expectDone(next: string): void {
    assert.equal(this.#running, '', `This statement was not awaited before ${next}.`);
  }

  async #take<Result>(sql: string, work: () => Promise<Result>): Promise<Result> {
    this.expectDone(sql);
    this.#running = sql;
    await turn();
    this.#running = '';
    return work();
  }
}
