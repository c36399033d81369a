import type { Contender } from '../contenders/contender.ts';

/** How long to measure: `quick` says whether it works, the other one how fast it is. */
export interface Effort {
  readonly rounds: number;
  /** Seconds of one trial. */
  readonly seconds: number;
  /** What the number of clients is divided by. */
  readonly crowdsBy: number;
}

export const full: Effort = { rounds: 3, seconds: 2, crowdsBy: 1 };
export const quick: Effort = { rounds: 1, seconds: 0.5, crowdsBy: 10 };

/** One thing that was measured once. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  /** Where that was looked at. */
  readonly cores?: Cores;
}

/** Processor cores in use meanwhile, by whom. */
export interface Cores {
  readonly server: number;
  readonly client: number;
  /** What has nothing to do with the bench: it should be nothing. */
  readonly others: number;
}

/** What is measured of a contender before the next one has its turn. */
export type Turn = (contender: Contender, effort: Effort) => Promise<Figure[]>;

/** One thing to measure, for each contender that can do it. */
export interface Scenario {
  readonly title: string;
  /** What a reader must know to judge the figures. */
  readonly note: string;
  /** Those of all who take part; our own alone where no peer keeps anything. */
  contenders(all: readonly Contender[]): readonly Contender[];
  /** Short ones: what contenders are compared by is then measured in the same mood of the machine. */
  readonly turns: readonly Turn[];
}
