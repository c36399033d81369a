import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runTest } from './test-run.ts';

/** A covered part of a source: its start and end offsets. */
export type Span = [start: number, end: number];

/** The coverage of a test file, by the path of the source. */
export type Reach = Record<string, Span[]>;

interface Range {
  startOffset: number;
  endOffset: number;
  count: number;
}

interface Script {
  url: string;
  functions: { ranges: Range[] }[];
}

/**
 * Runs a test file once and returns its coverage, child processes included. `limit`: milliseconds.
 */
export async function reachOf(folder: string, file: string, limit: number): Promise<Reach> {
  const into = mkdtempSync(join(tmpdir(), 'causette-coverage-'));
  try {
    // V8's coverage is less exact for compiled code from a cache.
    const env = { NODE_V8_COVERAGE: into, NODE_COMPILE_CACHE: '' };
    await runTest(folder, file, limit, env);
    return reachIn(
      readdirSync(into)
        .map((name) => scriptsIn(join(into, name)))
        .flat(),
      folder,
    );
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

/** Whether a position is covered. */
export function isReached(spans: readonly Span[] | undefined, start: number): boolean {
  return spans?.some(([from, to]) => from <= start && start < to) ?? false;
}

function scriptsIn(path: string): Script[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { result: Script[] }).result;
}

export function reachIn(scripts: readonly Script[], folder: string): Reach {
  const top = `${pathToFileURL(folder).href}/`;
  const painted = new Map<string, Uint8Array>();
  for (const script of scripts) {
    if (!script.url.startsWith(top) || script.url.includes('/node_modules/')) continue;
    const path = script.url.slice(top.length);
    const counts = countsOf(script);
    const known = painted.get(path);
    painted.set(
      path,
      known === undefined ? counts : counts.map((count, at) => count || known[at]!),
    );
  }
  return Object.fromEntries([...painted].map(([path, counts]) => [path, spansOf(counts)]));
}

/** For each character whether it ran: the innermost range decides. */
function countsOf({ functions }: Script): Uint8Array {
  const ranges = functions
    .flatMap(({ ranges: own }) => own)
    .sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const counts = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
  for (const { startOffset, endOffset, count } of ranges)
    counts.fill(Math.min(count, 1), startOffset, endOffset);
  return counts;
}

function spansOf(counts: Uint8Array): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < counts.length;) {
    const start = counts.indexOf(1, at);
    if (start < 0) break;
    const end = counts.indexOf(0, start);
    at = end < 0 ? counts.length : end;
    spans.push([start, at]);
  }
  return spans;
}
