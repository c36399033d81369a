import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Database, Queries } from '../store/database.ts';

/**
 * A database whose transactions take their time for each statement, as one on another machine would,
 * and fail where a statement is not waited for: the next one begins, or the work ends, before it is
 * done.
 */
export function distant(database: Database): Database {
  return {
    ...database,
    transaction: (work, committed) =>
      database.transaction(async (queries) => {
        const statements = new Statements(queries);
        const result = await work({ ...queries, ...statements.verbs });
        statements.expectDone('the work ends');
        return result;
      }, committed),
  };
}

class Statements {
  readonly verbs: Queries;
  #underWay = '';

  constructor(queries: Queries) {
    this.verbs = {
      get: (sql, ...values) => this.#take(sql, () => queries.get(sql, ...values)),
      all: (sql, ...values) => this.#take(sql, () => queries.all(sql, ...values)),
      run: (sql, ...values) => this.#take(sql, () => queries.run(sql, ...values)),
    };
  }

  expectDone(next: string): void {
    assert.equal(this.#underWay, '', `Nobody waited for this before ${next}.`);
  }

  async #take<Result>(sql: string, work: () => Promise<Result>): Promise<Result> {
    this.expectDone(sql);
    this.#underWay = sql;
    await turn();
    this.#underWay = '';
    return work();
  }
}
