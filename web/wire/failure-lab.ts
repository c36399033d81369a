import type { Clock } from '../../client/runtime/clock.ts';
import { Store } from '../../client/state/store.ts';
import type { TransportKind } from '../../client/transport/transport.ts';
import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Direction, Passing } from './interceptor.ts';
import { watchFor, type Fault, type Repair, type Watch } from './repairs.ts';

/** Which frame: the next one with a message or a change to one, or any. */
export type Aim = 'message' | 'any';

export interface Plan {
  fault: Fault;
  direction: Direction;
  aim: Aim;
}

export type LabState =
  | { is: 'idle' }
  /** Waiting for its frame. */
  | { is: 'armed'; plan: Plan }
  /** The fault has happened and is not repaired yet. */
  | { is: 'broken'; plan: Plan }
  /** `after`: milliseconds from the fault. */
  | { is: 'repaired'; plan: Plan; by: Repair; after: number };

/** A fault that was injected: the frame, the time and the transport. */
export interface Injected {
  is: 'fault';
  at: number;
  by: TransportKind;
  fault: Fault;
  text: string;
}

/** Milliseconds of delay; later frames overtake the delayed one. */
const delay = 3_000;

/** Injects one network fault at a time into the frames, and detects what repairs it. */
export class FailureLab {
  readonly store = new Store<LabState>({ is: 'idle' });
  readonly #clock: Clock;
  readonly #record: (injected: Injected) => void;
  #watch: Watch | undefined;
  #brokenAt = 0;

  constructor(clock: Clock, record: (injected: Injected) => void) {
    this.#clock = clock;
    this.#record = record;
  }

  /** Plans a fault for the next matching frame; replaces an earlier plan. */
  arm(plan: Plan): void {
    this.store.set({ is: 'armed', plan });
  }

  /** Cancels the plan and clears the state. */
  clear(): void {
    this.store.set({ is: 'idle' });
  }

  /** Passes a frame on, unless it matches the plan. */
  intercept(passing: Passing): void {
    const state = this.store.get();
    if (state.is === 'idle' || state.is === 'repaired') return void passing.pass();
    const frame = JSON.parse(passing.text) as Command | Frame;
    if (state.is === 'armed' && matches(state.plan, passing.direction, frame)) {
      return this.#inject(state.plan, passing, frame);
    }
    if (state.is === 'broken') this.#repaired(state, this.#watch?.(passing.direction, frame));
    passing.pass();
  }

  #inject(plan: Plan, passing: Passing, frame: Command | Frame): void {
    const broken: LabState = { is: 'broken', plan };
    this.#watch = watchFor(plan.fault, frame);
    this.#brokenAt = this.#clock.monotonic();
    this.store.set(broken);
    const { by, text } = passing;
    this.#record({ is: 'fault', at: this.#clock.now(), by, fault: plan.fault, text });
    // A sent command counts as delivered only once it is answered.
    const isDelivered = plan.direction === 'received' || this.#watch === undefined;
    if (plan.fault === 'lost' && this.#watch === undefined) this.#repaired(broken, 'none');
    if (plan.fault === 'delayed') {
      this.#clock.after(delay, () => {
        if (passing.pass() && isDelivered) this.#repaired(broken, 'late');
      });
    }
    if (plan.fault === 'repeated') {
      for (let times = 0; times < 2; times++) passing.pass();
      if (isDelivered) this.#repaired(broken, 'twice');
    }
  }

  /** Reports a repair once, unless another fault was planned meanwhile. */
  #repaired(broken: LabState & { is: 'broken' }, by: Repair | undefined): void {
    if (by === undefined || this.store.get() !== broken) return;
    const after = this.#clock.monotonic() - this.#brokenAt;
    this.store.set({ is: 'repaired', plan: broken.plan, by, after });
  }
}

function matches({ aim, ...plan }: Plan, direction: Direction, frame: Command | Frame): boolean {
  return direction === plan.direction && (aim === 'any' || carriesMessage(frame));
}

function carriesMessage(frame: Command | Frame): boolean {
  if (frame.type === 'refused') return false;
  if (frame.type === 'changes') return frame.messages.length > 0;
  return frame.type === 'post' || frame.type === 'game.propose' || 'message' in frame;
}
