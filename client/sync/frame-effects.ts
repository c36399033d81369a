import type { Command, Signals } from '../../protocol/commands.ts';
import type { Frame, Welcome } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Connection } from '../connection/connection.ts';
import { Latency } from '../connection/latency.ts';
import type { Answer, Outbox } from './outbox.ts';
import type { HistoryLoader } from './history-loader.ts';
import type { PresenceReporter } from './presence-reporter.ts';
import { isAnother, type Local } from '../state/reduce.ts';
import { Resume } from './resume.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { split } from './unsendable.ts';

/** What the effects act on. */
export interface Parts {
  store: Store<State>;
  connection: Connection;
  outbox: Outbox;
  presence: PresenceReporter;
  pages: HistoryLoader;
  clock: Clock;
  send: (command: Command) => void;
  dispatch: (event: Local) => void;
}

/** Does what a received frame requires, after the state was reduced. */
export class FrameEffects {
  readonly #parts: Parts;
  readonly #resume = new Resume();
  readonly #latency = new Latency();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `before`: the state before the frame; `at`: milliseconds since 1970. */
  run(frame: Frame, before: State, at: number): void {
    const after = this.#parts.store.get();
    switch (frame.type) {
      case 'welcome':
        this.#welcomed(frame, before);
        break;
      case 'changes':
        this.#follow(this.#resume.changed(after, frame));
        break;
      case 'heartbeat':
        this.#follow(this.#resume.beat(after, frame));
        this.showPresence();
        break;
      case 'room':
        this.#follow(this.#resume.noticed(before, frame));
        break;
      case 'typing':
        this.#expireAt(at + limits.typing * 1_000);
        break;
      case 'bye':
        this.#parts.connection.backoff.addDelay(frame.retryAfter * 1_000);
        break;
      case 'ack':
      case 'refused':
        this.#received(frame);
        break;
      default:
        break;
    }
  }

  /** Sends the current room and away state, if there is a room and a connection. */
  showPresence(): void {
    const { store, connection, presence } = this.#parts;
    const { current } = store.get();
    if (current !== undefined && connection.isOpen) presence.show(current);
  }

  /** Sends a command that is answered, with or without a current room. */
  probe(): void {
    const { store, connection, presence } = this.#parts;
    if (store.get().current !== undefined) this.showPresence();
    else if (connection.isOpen) presence.probe();
  }

  #welcomed(welcome: Welcome, before: State): void {
    const { store, connection, outbox, pages } = this.#parts;
    if (isAnother(before.you, welcome.you)) outbox.forget();
    this.#latency.reset();
    connection.expectHeartbeat(welcome.heartbeat);
    this.#follow(this.#resume.welcomed(store.get(), welcome));
    this.showPresence();
    this.#sendReads(welcome);
    outbox.opened();
    pages.fill(store.get());
  }

  /** Sends the read marks that moved while disconnected. */
  #sendReads({ rooms }: Welcome): void {
    for (const { id, read } of rooms) {
      const seq = this.#parts.store.get().rooms.get(id)?.read ?? 0;
      if (seq > read) this.#parts.send({ type: 'read', room: id, seq });
    }
  }

  #received(answer: Answer): void {
    const { presence, outbox, dispatch } = this.#parts;
    const latency = presence.answered(answer) ?? outbox.answered(answer);
    if (latency !== undefined)
      dispatch({ type: 'latency', milliseconds: this.#latency.add(latency) });
  }

  #follow(follow: Signals['follow'] | undefined): void {
    if (follow === undefined) return;
    for (const part of split(follow)) this.#parts.send(part);
  }

  /** A timer may fire early by the wall clock: expires by the planned time, not by `now`. */
  #expireAt(now: number): void {
    const { clock, dispatch } = this.#parts;
    clock.after(now - clock.now(), () => dispatch({ type: 'expired', now }));
  }
}
