import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Fate, Tried } from './trial.ts';

/** The results of the mutants of each file. */
export type Report = Record<string, readonly Tried[]>;

/** A line for the module, and one for each mutant that survived or hung. */
export function linesOf(file: string, mutants: readonly Tried[]): string[] {
  const count = (fate: Fate): number => mutants.filter((mutant) => mutant.fate === fate).length;
  const [hung, survived] = [count('hung'), count('survived')];
  const noticed = mutants.length - survived;
  const share = mutants.length === 0 ? 100 : Math.round((100 * noticed) / mutants.length);
  const rest = mutants.filter(({ fate }) => fate !== 'noticed');
  return [
    `${file}: ${share} % of ${mutants.length} noticed (${hung} by a hang), ${survived} survived`,
    ...rest.map(lineOf),
  ];
}

export function lineOf(mutant: Tried): string {
  const { file, line, column, was, becomes, fate, by = '', shownTo, reachedBy } = mutant;
  const how = fate === 'survived' ? `${shownTo} of ${reachedBy} test files` : by;
  return `  ${fate} ${file}:${line}:${column}  ${was}  →  ${becomes || '(nothing)'}  [${how}]`;
}

/** Stores the results of some files beside those of the others. */
export function keep(path: string, results: Report): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ ...keptIn(path), ...results }, undefined, 1));
}

/** The last results of each file. */
export function keptIn(path: string): Report {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : {};
}
