import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isReached, reachOf, type Reach } from './coverage.ts';

interface Known {
  /** Hashes of the test file and of its covered sources at that time. */
  hashes: Record<string, string>;
  reach: Reach;
}

/** Milliseconds for a test file under coverage. */
const limit = 180_000;

/**
 * Which test files cover which parts of the sources. Stored between runs; for a source that has
 * changed since, every test file that covered any of it counts.
 */
export class TestMap {
  readonly #root: string;
  readonly #file: string;
  readonly #known: Record<string, Known>;
  /** Hashes as of the first look: a run uses these throughout. */
  readonly #hashes = new Map<string, string>();
  #tests: string[] = [];

  constructor(root: string) {
    this.#root = root;
    this.#file = join(root, '.cache/mutate/test-map.json');
    this.#known = existsSync(this.#file)
      ? (JSON.parse(readFileSync(this.#file, 'utf8')) as Record<string, Known>)
      : {};
  }

  /**
   * Measures each test file that is new or has changed.
   * @param tests patterns of their names
   * @param folder where they can run
   */
  async learn(tests: readonly string[], folder: string): Promise<void> {
    this.#tests = filesLike(this.#root, tests);
    for (const test of this.#tests) {
      if (this.#known[test]?.hashes[test] === this.#hashOf(test)) continue;
      console.log(`looking at what ${test} runs`);
      const reach = await reachOf(folder, test, limit);
      const paths = [test, ...Object.keys(reach)];
      const hashes = Object.fromEntries(paths.map((path) => [path, this.#hashOf(path)]));
      this.#known[test] = { hashes, reach };
      this.#keep();
    }
  }

  /** The test files that cover a position of a source, its own first. */
  testsOf(source: string, start: number): string[] {
    const hash = this.#hashOf(source);
    const tests = this.#tests.filter((test) => {
      const { hashes, reach } = this.#known[test] ?? { hashes: {}, reach: {} };
      const isSame = hashes[source] === hash;
      return isSame ? isReached(reach[source], start) : source in hashes;
    });
    return tests.sort((a, b) => this.#nearness(source, b) - this.#nearness(source, a));
  }

  #nearness(source: string, test: string): number {
    if (isOwn(source, test)) return 2;
    return readFileSync(join(this.#root, test), 'utf8').includes(`/${basename(source)}'`) ? 1 : 0;
  }

  #hashOf(path: string): string {
    const known = this.#hashes.get(path);
    if (known !== undefined) return known;
    const hash = createHash('sha256')
      .update(readFileSync(join(this.#root, path)))
      .digest('hex');
    this.#hashes.set(path, hash);
    return hash;
  }

  #keep(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(this.#known));
  }
}

/** Whether a test file is named after a source: `hub-pressure.test.ts` belongs to `hub.ts`. */
export function isOwn(source: string, test: string): boolean {
  const name = source.replace(/\.ts$/u, '');
  return test === `${name}.test.ts` || (test.startsWith(`${name}-`) && test.endsWith('.test.ts'));
}

/** The test files in the top folders of some sources. */
export function testsBeside(sources: readonly string[]): string[] {
  const tops = new Set(sources.map((source) => source.split('/')[0]!));
  return [...tops].map((top) => `${top}/**/*.test.ts`);
}

/** Paths with slashes, relative to the repository. */
export function filesLike(root: string, patterns: readonly string[]): string[] {
  const paths = globSync([...patterns], { cwd: root });
  return paths.map((path) => path.replaceAll('\\', '/')).sort();
}
