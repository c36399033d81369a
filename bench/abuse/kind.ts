import type { Stage } from './stage.ts';

/** One request and its answer, over and over. */
export type Act = () => Promise<unknown>;

/** Something that a client may do, for a fair price or a high one. */
export interface Deed {
  readonly what: string;
  /** Requests in one act; one, where nothing is said. */
  readonly requests?: number;
  /** Prepares it, for nothing, and returns what is measured. */
  readonly begin: (stage: Stage) => Promise<Act>;
}

/** Requests that look alike to whoever counts them. */
export interface Kind {
  readonly name: string;
  /** Of a server of its own, where its limits are what is tried. */
  readonly settings?: Readonly<Record<string, string>>;
  /** As an honest client asks for it. */
  readonly honest: Deed;
  /** The same kind, as dear as we know to make it. */
  readonly attempts: readonly Deed[];
}
