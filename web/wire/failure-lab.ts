import type { Clock } from '../../client/clock.ts';
import { Store } from '../../client/state/store.ts';
import type { TransportKind } from '../../client/transport/transport.ts';
import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Direction, Passing } from './interceptor.ts';
import { watchFor, type Repair, type Watch } from './repairs.ts';

export type Fault = 'lost' | 'delayed' | 'repeated';
/** The next frame that carries a message or a change to one, or whichever is the next. */
export type Aim = 'message' | 'any';

export interface Plan {
  fault: Fault;
  direction: Direction;
  aim: Aim;
}

export type LabState =
  | { is: 'idle' }
  /** Waits for its frame. */
  | { is: 'armed'; plan: Plan }
  /** It has happened, and nothing has made it good yet. */
  | { is: 'broken'; plan: Plan }
  /** `after`: milliseconds from the fault. */
  | { is: 'repaired'; plan: Plan; by: Repair; after: number };

/** What was done to a frame, when and by which way it was to pass. */
export interface Injected {
  is: 'fault';
  at: number;
  by: TransportKind;
  fault: Fault;
  text: string;
}

/** Milliseconds by which a frame is delayed; what comes after it overtakes it. */
const delay = 3_000;

/** The failure lab: does to one frame what a bad network would, and says what makes it good. */
export class FailureLab {
  readonly store = new Store<LabState>({ is: 'idle' });
  readonly #clock: Clock;
  readonly #note: (injected: Injected) => void;
  #watch: Watch | undefined;
  #brokenAt = 0;

  constructor(clock: Clock, note: (injected: Injected) => void) {
    this.#clock = clock;
    this.#note = note;
  }

  /** One frame is going to be lost, delayed or repeated; what was planned before is not. */
  arm(plan: Plan): void {
    this.store.set({ is: 'armed', plan });
  }

  /** Nothing is planned, and nothing told. */
  clear(): void {
    this.store.set({ is: 'idle' });
  }

  /** Lets a frame pass, unless it is the one. */
  intercept(passing: Passing): void {
    const state = this.store.get();
    if (state.is === 'idle' || state.is === 'repaired') return void passing.pass();
    const frame = JSON.parse(passing.text) as Command | Frame;
    if (state.is === 'armed' && isMeant(state.plan, passing.direction, frame)) {
      return this.#break(state.plan, passing, frame);
    }
    if (state.is === 'broken') this.#repaired(state, this.#watch?.(passing.direction, frame));
    passing.pass();
  }

  #break(plan: Plan, passing: Passing, frame: Command | Frame): void {
    const broken: LabState = { is: 'broken', plan };
    this.#watch = watchFor(plan.fault, frame);
    this.#brokenAt = this.#clock.monotonic();
    this.store.set(broken);
    const { by, text } = passing;
    this.#note({ is: 'fault', at: this.#clock.now(), by, fault: plan.fault, text });
    // What goes out is there once it is answered, if it is answered at all.
    const isThere = plan.direction === 'received' || this.#watch === undefined;
    if (plan.fault === 'lost' && this.#watch === undefined) this.#repaired(broken, 'none');
    if (plan.fault === 'delayed') {
      this.#clock.after(delay, () => {
        if (passing.pass() && isThere) this.#repaired(broken, 'late');
      });
    }
    if (plan.fault === 'repeated') {
      for (let times = 0; times < 2; times++) passing.pass();
      if (isThere) this.#repaired(broken, 'twice');
    }
  }

  /** Says so once, and not when something else has been asked for since. */
  #repaired(broken: LabState & { is: 'broken' }, by: Repair | undefined): void {
    if (by === undefined || this.store.get() !== broken) return;
    const after = this.#clock.monotonic() - this.#brokenAt;
    this.store.set({ is: 'repaired', plan: broken.plan, by, after });
  }
}

function isMeant({ aim, ...plan }: Plan, direction: Direction, frame: Command | Frame): boolean {
  return direction === plan.direction && (aim === 'any' || carriesMessage(frame));
}

function carriesMessage(frame: Command | Frame): boolean {
  if (frame.type === 'refused') return false;
  if (frame.type === 'changes') return frame.messages.length > 0;
  return frame.type === 'post' || frame.type === 'game.propose' || 'message' in frame;
}
