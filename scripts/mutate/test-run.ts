import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** How a test file ended; `hung`: it reached the time limit. */
export type Verdict = 'passed' | 'failed' | 'hung';

export interface TestRun {
  verdict: Verdict;
  /** Milliseconds that it took. */
  took: number;
}

const firstFailureEnds = join(import.meta.dirname, 'first-failure.ts');

/** The running tests; killed with this process. */
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach(end));

/**
 * Runs a test file in a folder until its first failure.
 * @param limit milliseconds after which it hangs
 */
export async function runTest(
  folder: string,
  file: string,
  limit: number,
  env: Record<string, string> = {},
): Promise<TestRun> {
  const started = performance.now();
  const args = [`--test-reporter=${firstFailureEnds}`, file];
  // Its own reporter, even when a test starts this.
  const { NODE_TEST_CONTEXT: _, ...own } = process.env;
  const settings = { ...own, NODE_COMPILE_CACHE: join(folder, '.cache/node'), ...env };
  // Its own process group, so that its children end with it.
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: settings,
    stdio: 'ignore',
    detached: true,
  });
  running.add(child);
  const verdict = await verdictOf(child, limit);
  running.delete(child);
  end(child);
  return { verdict, took: performance.now() - started };
}

function verdictOf(child: ChildProcess, limit: number): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('hung'), limit);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? 'passed' : 'failed');
    });
  });
}

function end(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}
