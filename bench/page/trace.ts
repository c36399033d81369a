import type { Browser, Page } from '@playwright/test';
import { percentile } from '../percentile.ts';

/** An event of Chromium's tracing; times in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
  args: {
    data?: { type?: string; duration?: number };
    frame_reporter?: { state: string };
  };
}

const categories = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'blink.user_timing',
];
/** The mark that the page sets when the conversation is shown. */
export const shown = 'conversation';
/** Microseconds from which a task is long: https://w3c.github.io/longtasks/. */
const long = 50_000;

/** Chromium's trace of one tab; times in milliseconds. */
export class Trace {
  readonly #events: readonly TraceEvent[];
  readonly #main: readonly TraceEvent[];

  constructor(events: readonly TraceEvent[]) {
    this.#events = events;
    const first = events.find(({ name }) => name === frameBegins);
    this.#main = events
      .filter(({ pid, tid }) => pid === first?.pid && tid === first.tid)
      .toSorted((a, b) => a.ts - b.ts);
  }

  /**
   * From the start of the navigation until the conversation is painted and no long task follows.
   */
  get interactive(): number {
    const start = this.#named('navigationStart').at(-1)?.ts ?? NaN;
    const mark = this.#named(shown).at(-1)?.ts ?? NaN;
    const paint = this.#named('Paint').find(({ ts }) => ts > mark);
    const last = this.#tasks.findLast(({ dur = 0 }) => dur > long);
    return Math.max(endOf(paint), endOf(last), mark) / 1_000 - start / 1_000;
  }

  /** The main thread's work per frame, from its beginning to the next. */
  get workPerFrame(): number[] {
    const begins = this.#named(frameBegins).map(({ ts }) => ts);
    const work = begins.slice(1).map(() => 0);
    let frame = 0;
    for (const { ts, dur = 0 } of this.#tasks) {
      // A frame begins within the task that draws it.
      while (frame < work.length && ts + dur >= begins[frame + 1]!) frame += 1;
      if (frame < work.length && ts + dur >= begins[0]!) work[frame]! += dur / 1_000;
    }
    return work;
  }

  /** The share of dropped frames. */
  get dropped(): number {
    const states = this.#events
      .filter(({ name, ph, args }) => name === 'PipelineReporter' && ph === 'b' && args)
      .map(({ args }) => args.frame_reporter?.state ?? '')
      .filter((state) => state !== 'STATE_NO_UPDATE_DESIRED');
    return states.filter((state) => state === 'STATE_DROPPED').length / states.length;
  }

  /** From each key press to the next paint: the Event Timing API. */
  get keyToPaint(): number[] {
    return this.#named('EventTiming').flatMap(({ args: { data } }) =>
      data?.type === 'keydown' && data.duration !== undefined ? [data.duration] : [],
    );
  }

  get #tasks(): readonly TraceEvent[] {
    return this.#named('ThreadControllerImpl::RunTask');
  }

  #named(wanted: string): readonly TraceEvent[] {
    return this.#main.filter(({ name }) => name === wanted);
  }
}

const frameBegins = 'BeginMainThreadFrame';

export async function traced(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<Trace> {
  await browser.startTracing(page, { categories });
  await work();
  const bytes = await browser.stopTracing();
  const { traceEvents } = JSON.parse(bytes.toString()) as { traceEvents: TraceEvent[] };
  return new Trace(traceEvents);
}

export function p50(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function p95(values: readonly number[]): number {
  return percentile(values, 0.95);
}

function endOf(event: TraceEvent | undefined): number {
  return event === undefined ? 0 : event.ts + (event.dur ?? 0);
}
