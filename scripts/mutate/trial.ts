import type { Mutant } from './mutants.ts';
import type { Sandbox } from './sandbox.ts';
import { runTest, type TestRun, type Verdict } from './test-run.ts';
import type { TestMap } from './test-map.ts';

/** What became of a mutant: noticed, noticed because a test file hung, or not noticed. */
export type Fate = 'noticed' | 'hung' | 'survived';

export interface Tried extends Mutant {
  fate: Fate;
  /** The test file that noticed it. */
  by?: string;
  /** The test files that it was shown to. */
  shownTo: number;
  /** The test files that run its place. */
  reachedBy: number;
}

/** How long to wait for a test file. Times are in milliseconds. */
export interface Patience {
  /** What a wait of a test takes: a failure that comes sooner has not run out of time. */
  wait: number;
  /** What a test file may take more than three times the usual. */
  more: number;
  /** How often a mutant is shown to a test file that runs out of time without it too just then. */
  attempts: number;
}

const patience: Patience = { wait: 5_000, more: 6_000, attempts: 3 };
/** Milliseconds in which a sound test file ends. */
const wellEnough = 120_000;

/** Shows mutants to the test files that run their place, in the order that finds them out soonest. */
export class Trial {
  readonly #map: TestMap;
  readonly #most: number;
  readonly #patience: Patience;
  readonly #usual = new Map<string, number>();
  /** How many mutants each test file has noticed. */
  readonly #noticed = new Map<string, number>();

  /** @param most test files that a mutant is shown to */
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
   * What a test file says of a mutant. Where its time ran out, the machine may be what is slow: that
   * counts only if it passes without the harm within the same time, just then.
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

  /** What has noticed most comes first; else the nearest. */
  #inOrder(tests: readonly string[]): string[] {
    const noticed = (test: string): number => this.#noticed.get(test) ?? 0;
    return tests.toSorted((a, b) => noticed(b) - noticed(a));
  }

  /** Milliseconds that a test file takes without harm; endless if it fails then. */
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
