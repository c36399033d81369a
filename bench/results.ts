import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { percentile } from './percentile.ts';
import type { Cores, Figure } from './scenarios/scenario.ts';

/** A figure of a contender over all rounds. */
export interface Cell {
  contender: string;
  min: number;
  median: number;
  max: number;
  rounds: number;
  /** From the median round. */
  cores?: Cores;
}

export interface ResultRow {
  what: string;
  unit: string;
  cells: Cell[];
}

export interface ScenarioResult {
  title: string;
  note: string;
  /** When and where it was measured, and the load of the machine before. */
  at: string;
  on: string;
  load: string;
  rows: ResultRow[];
}

export interface Results {
  scenarios: Record<string, ScenarioResult>;
}

/** A description of this machine. */
export function machineHere(pinned: boolean): string {
  const [processor] = cpus();
  const cores = pinned ? 'server and load client on a core each' : 'cores not divided';
  return `${cpus().length} × ${processor?.model.trim()}, Node ${process.version}, ${cores}`;
}

/** The results of earlier runs, if any. */
export function earlierResults(path: string): Results {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Results;
  } catch {
    return { scenarios: {} };
  }
}

/** The current load average of the last minute. */
export function loadNow(): string {
  return (loadavg()[0] ?? NaN).toFixed(2);
}

/** Collects the rounds of a scenario. */
export class Rounds {
  readonly #figures: { contender: string; figure: Figure }[] = [];

  add(contender: string, figures: readonly Figure[]): void {
    for (const figure of figures) this.#figures.push({ contender, figure });
  }

  get rows(): ResultRow[] {
    const names = new Set(this.#figures.map(({ figure }) => figure.what));
    return [...names].map((what) => this.#row(what));
  }

  #row(what: string): ResultRow {
    const all = this.#figures.filter(({ figure }) => figure.what === what);
    const contenders = new Set(all.map(({ contender }) => contender));
    const cells = [...contenders].map((contender) => {
      const own = all.filter((each) => each.contender === contender);
      return cellOf(
        contender,
        own.map(({ figure }) => figure),
      );
    });
    return { what, unit: all[0]?.figure.unit ?? '', cells };
  }
}

function cellOf(contender: string, figures: readonly Figure[]): Cell {
  const values = figures.map(({ value }) => value);
  const median = percentile(values, 0.5);
  const cores = figures.find(({ value }) => value === median)?.cores;
  return {
    contender,
    min: Math.min(...values),
    median,
    max: Math.max(...values),
    rounds: values.length,
    ...(cores !== undefined && { cores: rounded(cores) }),
  };
}

function rounded({ server, client, others }: Cores): Cores {
  const round = (cores: number): number => Math.round(cores * 100) / 100;
  return { server: round(server), client: round(client), others: round(others) };
}
