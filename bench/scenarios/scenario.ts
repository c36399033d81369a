import type { Contender } from '../contenders/contender.ts';

/** The size of a measurement: `quick` shows that it works, `full` how fast it is. */
export interface Effort {
  readonly rounds: number;
  /** Seconds per trial. */
  readonly seconds: number;
  /** Divides the number of clients. */
  readonly crowdsBy: number;
}

export const full: Effort = { rounds: 3, seconds: 2, crowdsBy: 1 };
export const quick: Effort = { rounds: 1, seconds: 0.5, crowdsBy: 10 };

/** A single measured value. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  /** Processor use, where it was measured. */
  readonly cores?: Cores;
}

/** Processor cores in use during the measurement. */
export interface Cores {
  readonly server: number;
  readonly client: number;
  /** Other load on the machine: should be zero. */
  readonly others: number;
}

/** Measures one contender. */
export type Turn = (contender: Contender, effort: Effort) => Promise<Figure[]>;

/** A measurement of every contender that supports it. */
export interface Scenario {
  readonly title: string;
  /** What a reader must know to judge the figures. */
  readonly note: string;
  /** The contenders; only our own where no peer stores anything. */
  contenders(all: readonly Contender[]): readonly Contender[];
  /** Short steps, run in turn so that the load of the machine affects all contenders equally. */
  readonly turns: readonly Turn[];
}
