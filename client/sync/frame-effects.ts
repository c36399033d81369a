import type { Command, Signals } from '../../protocol/commands.ts';
import type { Frame, Welcome } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Clock } from '../clock.ts';
import type { Connection } from '../connection/connection.ts';
import { Latency } from '../connection/latency.ts';
import type { Answer, Outbox } from './outbox.ts';
import type { HistoryLoader } from './history-loader.ts';
import type { PresenceReporter } from './presence-reporter.ts';
import { isAnother, type Local } from '../state/reduce.ts';
import { Resume } from './resume.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { inPieces } from './unsendable.ts';

/** Whom a frame may ask something of. */
export interface Parts {
  store: Store<State>;
  connection: Connection;
  outbox: Outbox;
  presence: PresenceReporter;
  pages: HistoryLoader;
  clock: Clock;
  send: (command: Command) => void;
  happened: (event: Local) => void;
}

/** Does what a frame asks in return, once it has been taken in. */
export class FrameEffects {
  readonly #parts: Parts;
  readonly #resume = new Resume();
  readonly #latency = new Latency();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `before` is what was known when the frame came, at a time in milliseconds. */
  reply(frame: Frame, before: State, at: number): void {
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
        this.#follow(this.#resume.made(before, frame));
        break;
      case 'typing':
        this.#lapseAt(at + limits.typing * 1_000);
        break;
      case 'bye':
        this.#parts.connection.backoff.ask(frame.retryAfter * 1_000);
        break;
      case 'ack':
      case 'refused':
        this.#answered(frame);
        break;
      default:
        break;
    }
  }

  /** Says where this client is, if it is somewhere and can be heard. */
  showPresence(): void {
    const { store, connection, presence } = this.#parts;
    const { current } = store.get();
    if (current !== undefined && connection.isOpen) presence.show(current);
  }

  /** Asks something that is answered, whatever is looked at. */
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
    this.#tellReads(welcome);
    outbox.opened();
    pages.fill(store.get());
  }

  /** What was read while the line was down. */
  #tellReads({ rooms }: Welcome): void {
    for (const { name, read } of rooms) {
      const seq = this.#parts.store.get().rooms.get(name)?.read ?? 0;
      if (seq > read) this.#parts.send({ type: 'read', room: name, seq });
    }
  }

  #answered(answer: Answer): void {
    const { presence, outbox, happened } = this.#parts;
    const took = presence.answered(answer) ?? outbox.answered(answer);
    if (took !== undefined) happened({ type: 'latency', milliseconds: this.#latency.took(took) });
  }

  #follow(follow: Signals['follow'] | undefined): void {
    if (follow === undefined) return;
    for (const piece of inPieces(follow)) this.#parts.send(piece);
  }

  /** A timer may fire early by the wall clock: the sign lapses by the time that it was given. */
  #lapseAt(now: number): void {
    const { clock, happened } = this.#parts;
    clock.after(now - clock.now(), () => happened({ type: 'lapsed', now }));
  }
}
