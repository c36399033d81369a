import type { Mutant } from './mutants.ts';
import type { Sandbox } from './sandbox.ts';
import { runTest, type TestRun, type Verdict } from './test-run.ts';
import type { TestMap } from './test-map.ts';

/** The result of a mutant: noticed (killed), hung (killed by a timeout), or survived. */
export type Fate = 'noticed' | 'hung' | 'survived';

export interface Tried extends Mutant {
  fate: Fate;
  /** The test file that killed it. */
  by?: string;
  /** The number of test files that were run. */
  shownTo: number;
  /** The number of test files that cover it. */
  reachedBy: number;
}

/** Timeouts of a test file, in milliseconds. */
export interface Patience {
  /** The timeout of a wait inside a test: an earlier failure is no timeout. */
  wait: number;
  /** The time allowed above three times the usual. */
  more: number;
  /** How often a timeout is repeated while the test also times out without the mutation. */
  attempts: number;
}

const patience: Patience = { wait: 5_000, more: 6_000, attempts: 3 };
/** Milliseconds in which a test file must pass without a mutation. */
const wellEnough = 120_000;

/** Runs the test files that cover a mutant, in the order most likely to kill it. */
export class Trial {
  readonly #map: TestMap;
  readonly #most: number;
  readonly #patience: Patience;
  readonly #usual = new Map<string, number>();
  /** The number of mutants that each test file has killed. */
  readonly #noticed = new Map<string, number>();

  /** @param most test files that are run per mutant */
  constructor(map: TestMap, most: number, howLong: Patience = patience) {
    this.#map = map;
    this.#most = most;
    this.#patience = howLong;
  }

  async of(mutant: Mutant, sandbox: Sandbox): Promise<Tried> {
    const reaching = this.#map.testsOf(mutant.file, mutant.start);
    const tried: Tried = { ...mutant, fate: 'survived', shownTo: 0, reachedBy: reaching.length };
    for (const test of this.#inOrder(reaching)) {
      if (tried.shownTo === this.#most) break;
      const usual = await this.#usualOf(test, sandbox);
      if (!Number.isFinite(usual)) continue;
      tried.shownTo += 1;
      const verdict = await this.#verdictOf(test, mutant, sandbox);
      if (verdict === 'passed') continue;
      this.#noticed.set(test, (this.#noticed.get(test) ?? 0) + 1);
      return { ...tried, fate: verdict === 'hung' ? 'hung' : 'noticed', by: test };
    }
    return tried;
  }

  /**
   * The verdict of a test file on a mutant. A timeout may be due to a slow machine: it counts only
   * if the test passes without the mutation within the same time just after.
   */
  async #verdictOf(test: string, mutant: Mutant, sandbox: Sandbox): Promise<Verdict> {
    const { wait, more, attempts } = this.#patience;
    const limit = 3 * (await this.#usualOf(test, sandbox)) + more;
    const run = (): Promise<TestRun> => runTest(sandbox.folder, test, limit);
    for (let left = attempts; left > 0; left -= 1) {
      const { verdict, took } = await sandbox.with(mutant.file, mutant, run);
      if (verdict === 'passed' || took < wait) return verdict;
      if ((await run()).verdict === 'passed') return verdict;
    }
    return 'passed';
  }

  /** The test files with most kills first; otherwise the nearest. */
  #inOrder(tests: readonly string[]): string[] {
    const noticed = (test: string): number => this.#noticed.get(test) ?? 0;
    return tests.toSorted((a, b) => noticed(b) - noticed(a));
  }

  /** Milliseconds that a test file takes without mutation; Infinity if it fails. */
  async #usualOf(test: string, { folder }: Sandbox): Promise<number> {
    const known = this.#usual.get(test);
    if (known !== undefined) return known;
    const { verdict, took } = await runTest(folder, test, wellEnough);
    if (verdict !== 'passed') console.log(`${test} ${verdict} without a harm: left out`);
    const usual = verdict === 'passed' ? took : Infinity;
    this.#usual.set(test, usual);
    return usual;
  }
}
