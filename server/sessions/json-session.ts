import type { Command } from '../../protocol/commands.ts';
import type { Ack, Frame, Refused } from '../../protocol/frames.ts';
import type { OpeningQuery } from '../../protocol/http.ts';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/model.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import { dispatch, type DispatchDeps } from './dispatch.ts';
import { chargeCommand, type Limiters } from './quota.ts';
import { ackOf, refusedFrame, welcomeFor, type WelcomeDeps } from './reply-frames.ts';
import { register, unregister, type LifecycleDeps } from './lifecycle.ts';
import type { Outcome } from '../commands/outcome.ts';
import { handleSignal, type Requester } from './signals.ts';
import { decode, idIn, parse } from './decode.ts';
import type { HeartbeatConnection } from '../transport/heartbeat.ts';
import type { Subscriber } from '../realtime/subscriber.ts';
import type { Identity } from './identity.ts';
import { json, type FrameCodec, type EncodedFrame } from '../transport/codecs.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import type { Sink } from '../transport/sink.ts';
import type { Member } from '../presence/presence.ts';
import { ViolationCounter } from '../runtime/violation-counter.ts';
import type { Hub } from '../realtime/hub.ts';

export type JsonSessionDeps = DispatchDeps &
  LifecycleDeps &
  Limiters &
  WelcomeDeps & {
    readonly hub: Pick<Hub, 'revisionsOf'>;
    readonly reportError: (error: unknown) => void;
  };

/** A client that exceeds one of these numbers a minute is disconnected. */
const invalidFramesAMinute = 10;
const rateLimitedAMinute = 100;
/** Limits on frames received before the welcome: their number, and their total characters. */
const maxEarly = 1_000;
const maxEarlySize = 2 * limits.frame;

interface EarlyFrames {
  readonly received: (() => void)[];
  size: number;
  readonly toSend: EncodedFrame[];
}

/** A connection whose codec can encode every frame, over any transport. */
export class JsonSession implements Subscriber, Member, HeartbeatConnection {
  readonly codec: FrameCodec;
  readonly person: Person;
  readonly hash: string;
  readonly address: string;
  readonly sink: Sink;
  missed = 0;
  readonly #deps: JsonSessionDeps;
  readonly #invalidFrames: ViolationCounter;
  readonly #rateViolations: ViolationCounter;
  /** Frames held back until the welcome has been sent; undefined after that. */
  #early: EarlyFrames | undefined = { received: [], size: 0, toSend: [] };
  /** Answers of this turn of the event loop, sent in one write. */
  #answers: Buffer[] | undefined;
  #isClosed = false;

  constructor(
    deps: JsonSessionDeps,
    sink: Sink,
    { person, hash, address }: Identity,
    codec: FrameCodec = json,
  ) {
    this.#deps = deps;
    this.sink = sink;
    this.person = person;
    this.hash = hash;
    this.address = address;
    this.codec = codec;
    this.#invalidFrames = new ViolationCounter(invalidFramesAMinute, deps.clock);
    this.#rateViolations = new ViolationCounter(rateLimitedAMinute, deps.clock);
  }

  /** Opens the session. Never rejects: an internal error is reported and ends the connection. */
  async start(query: OpeningQuery): Promise<void> {
    await this.open(query).catch((error: unknown) => {
      this.#deps.reportError(error);
      this.sink.cut();
    });
  }

  /**
   * Registers the session and sends the welcome, always as the first frame. Resolves when the
   * client has caught up with the room in its query, if there is one.
   */
  async open({ room, ...held }: OpeningQuery = {}): Promise<void> {
    register(this.#deps, this);
    const { roomAccess } = this.#deps;
    const follows = room === undefined ? undefined : await roomAccess.find(this.person, room);
    const welcome = await welcomeFor(this.#deps, this.person, follows);
    if (this.#isClosed) return;
    this.send(welcome);
    const { received = [], toSend = [] } = this.#early ?? {};
    this.#early = undefined;
    for (const encoded of toSend) this.sendEncoded(encoded);
    const caughtUp = follows === undefined ? undefined : this.#follow(follows, held);
    for (const take of received) take();
    await caughtUp;
  }

  /** Whether the welcome has not been sent yet. Received frames wait for it. */
  get awaitsWelcome(): boolean {
    return this.#early !== undefined;
  }

  /** Results of lookups are dropped once the connection has closed. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    this.#isClosed = true;
    unregister(this.#deps, this);
  }

  receive(text: string): void {
    if (this.awaitsWelcome) this.#holdBack(text.length, () => this.receive(text));
    else this.receiveParsed(parse(text));
  }

  /** Handles a parsed frame; undefined means invalid JSON. */
  receiveParsed(value: unknown): void {
    if (this.awaitsWelcome) {
      const size = JSON.stringify(value)?.length ?? 0;
      return this.#holdBack(size, () => this.receiveParsed(value));
    }
    const reason = chargeCommand(this.#deps, this.person, value);
    if (reason !== undefined) return this.#refuseRateLimited(reason, idIn(value));
    const decoded = decode(value);
    if (decoded.refusal !== undefined) return this.#refuseInvalid(decoded.refusal, decoded.id);
    this.#answerWith(decoded.command, dispatch(this.#deps, this.#requester, decoded.command));
  }

  sendEncoded(encoded: EncodedFrame): void {
    if (this.#early === undefined) this.sink.write(encoded.encode(this.codec));
    else this.#early.toSend.push(encoded);
  }

  send(frame: Frame): void {
    this.sink.write(this.codec.frame(frame));
  }

  sendHeartbeat(): void {
    if (this.#early !== undefined) return;
    this.send({ type: 'heartbeat', rooms: this.#deps.hub.revisionsOf(this) });
  }

  /** 1012 is "service restart", in the registry of RFC 6455 §11.7. */
  announceShutdown(retryAfter: number): void {
    this.send({ type: 'bye', retryAfter });
    this.sink.end(1012, 'the server restarts');
  }

  show(encoded: EncodedFrame): boolean {
    if (this.sink.unsentBytes > lagsAbove) return false;
    this.sink.write(encoded.encode(this.codec));
    return true;
  }

  #holdBack(size: number, take: () => void): void {
    const early = this.#early!;
    early.size += size;
    const isTooMuch = early.received.push(take) > maxEarly || early.size > maxEarlySize;
    if (!isTooMuch) return;
    early.received.length = 0;
    this.sink.end(1008, 'too much before the welcome');
  }

  async #follow(room: string, { after = 0, epoch = this.#deps.epoch }: OpeningQuery) {
    const follow = { type: 'follow', rooms: { [room]: after }, epoch } as const;
    await handleSignal(this.#deps, this.#requester, follow);
  }

  get #requester(): Requester {
    return { person: this.person, address: this.address, session: this };
  }

  /** Every command with an id gets exactly one answer. */
  #answerWith({ id }: Command, work: Promise<Outcome>): void {
    work.then(
      (outcome) => this.#answer(id, outcome),
      (error: unknown) => {
        this.#deps.reportError(error);
        this.#refuse(refusal('internal_error'), id);
      },
    );
  }

  #answer(id: string | undefined, outcome: Outcome): void {
    if (outcome.is === 'refused') this.#refuse(outcome.refusal, id);
    else if (id !== undefined) this.#queueAnswer(ackOf(id, outcome));
  }

  #refuseRateLimited(reason: Refusal, id: string | undefined): void {
    this.#refuse(reason, id);
    if (this.#rateViolations.exceeded()) this.#end('too many commands');
  }

  #refuseInvalid(reason: Refusal, id: string | undefined): void {
    this.#refuse(reason, id);
    if (this.#invalidFrames.exceeded()) this.#end('too many faulty frames');
  }

  #refuse(reason: Refusal, id: string | undefined): void {
    this.#queueAnswer(refusedFrame(reason, id));
  }

  #queueAnswer(answer: Ack | Refused): void {
    if (this.#answers === undefined) process.nextTick(() => this.#flush());
    (this.#answers ??= []).push(this.codec.frame(answer));
  }

  #flush(): void {
    const answers = this.#answers ?? [];
    this.#answers = undefined;
    if (answers.length > 0) this.sink.write(joined(answers));
  }

  #end(reason: string): void {
    this.#flush();
    this.sink.end(1008, reason);
  }
}

function joined([first, ...others]: Buffer[]): Buffer {
  return first !== undefined && others.length === 0 ? first : Buffer.concat([first!, ...others]);
}
