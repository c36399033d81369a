import { spawnSync } from 'node:child_process';
import type { Mutant } from './mutants.ts';
import type { Report } from './report.ts';
import type { Tried } from './trial.ts';

/** A random sample of a list, reproducible by its seed, in the order of the list. */
export function sampleOf<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  const next = randomFrom(seed);
  const drawn = items.map((item, at) => ({ item, at, lot: next() }));
  const chosen = drawn.toSorted((a, b) => a.lot - b.lot).slice(0, count);
  return chosen.toSorted((a, b) => a.at - b.at).map(({ item }) => item);
}

/** The mutants on lines changed since a commit. */
export function newSince(commit: string, mutants: readonly Mutant[], root: string): Mutant[] {
  const files = [...new Set(mutants.map(({ file }) => file))];
  const options = ['diff', '--unified=0', '--no-ext-diff', commit, '--', ...files];
  const { status, stdout, stderr } = spawnSync('git', options, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const lines = changedLines(stdout);
  return mutants.filter(({ file, line }) => lines.has(`${file}:${line}`));
}

/** The mutants that no test has killed: survivors, and those not tried. */
export function restOf(mutants: readonly Mutant[], report: Report): Mutant[] {
  const tried = Object.values(report).flat();
  const noticed = new Set(tried.filter(({ fate }) => fate !== 'survived').map(keyOf));
  return mutants.filter((mutant) => !noticed.has(keyOf(mutant)));
}

/** Merges earlier results with newer ones. */
export function together(before: readonly Tried[], now: readonly Tried[]): Tried[] {
  const latest = new Map([...before, ...now].map((each) => [keyOf(each), each]));
  return [...latest.values()];
}

function keyOf({ file, start, end, text }: Mutant): string {
  return JSON.stringify([file, start, end, text]);
}

/** `file:line` of each line that a diff without context adds. */
export function changedLines(difference: string): Set<string> {
  const lines = new Set<string>();
  let file = '';
  for (const text of difference.split('\n')) {
    file = /^\+\+\+ b\/(.*)$/u.exec(text)?.[1] ?? file;
    const [, first, count = '1'] = /^@@ \S+ \+(\d+)(?:,(\d+))? @@/u.exec(text) ?? [];
    if (first === undefined) continue;
    for (let more = 0; more < Number(count); more++) lines.add(`${file}:${Number(first) + more}`);
  }
  return lines;
}

/** The mulberry32 random generator. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
