import { wallClock } from '../../../client/runtime/clock.ts';
import '../../styles/wire-panel.css';
import { Store } from '../../../client/state/store.ts';
import type { Traffic } from '../../../client/transport/traffic.ts';
import { PollingComparison } from '../../wire/polling-comparison.ts';
import { defaultView, type FramesView } from '../../wire/frames-view.ts';
import { FailureLab } from '../../wire/failure-lab.ts';
import type { AppContext } from '../../app/app-context.ts';
import { instruments } from './instruments.ts';

/** The parts of the wire panel: loaded when it is first shown, and kept as long as the page. */
export class WirePanel {
  readonly lab: FailureLab;
  readonly comparison: PollingComparison;
  readonly view = new Store<FramesView>(defaultView);
  /** While the wire stays cut: milliseconds after which the page would have reconnected. */
  readonly held = new Store<number | undefined>(undefined);
  readonly #context: AppContext;

  constructor(context: AppContext) {
    this.#context = context;
    this.lab = new FailureLab(wallClock, (injected) => context.wireLog.record(injected));
    const { store, api } = context.chat;
    const record = context.wireLog.record.bind(context.wireLog);
    this.comparison = new PollingComparison({ store, api, clock: wallClock, record });
    context.wireLog.ontraffic = (traffic) => this.#observe(traffic);
    context.interceptor.intercept = (passing) => this.lab.intercept(passing);
  }

  #observe(traffic: Traffic): void {
    this.comparison.observe(traffic);
    if (traffic.is === 'held') this.held.set(traffic.delay);
    if (traffic.is === 'connecting') this.held.set(undefined);
  }

  build(signal: AbortSignal): HTMLElement[] {
    return instruments(this.#context, this, signal);
  }
}
