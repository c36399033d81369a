import type { Change, Command, Signal } from '../protocol/commands.ts';
import type { Frame } from '../protocol/frames.ts';
import { limits } from '../protocol/limits.ts';
import type { Person } from '../protocol/model.ts';
import { refusal, type Refusal } from '../protocol/refusals.ts';
import { arrive, depart } from './attendance.ts';
import type { Causette } from './causette.ts';
import { revisionOf, type Outcome } from './commands/outcome.ts';
import { carryOutSignal } from './commands/signals.ts';
import { decode } from './decode.ts';
import { heartbeatSeconds, type Beating } from './heartbeat.ts';
import type { Listener } from './hub.ts';
import type { Identity } from './identity.ts';
import { json, type FrameLanguage, type Spoken } from './languages.ts';
import { lagsAbove } from './lagging.ts';
import type { Outlet } from './outlet.ts';
import type { Member } from './presence.ts';
import { openGamesSeenBy } from './store/games.ts';
import { roomsSeenBy } from './store/rooms.ts';
import { Strikes } from './strikes.ts';

const faultsAMinute = 10;
const refusalsAMinute = 100;

/** One connection that has words for every frame, whatever carries it. */
export class Session implements Listener, Member, Beating {
  readonly language: FrameLanguage;
  readonly person: Person;
  readonly hash: string;
  readonly outlet: Outlet;
  missed = 0;
  readonly #causette: Causette;
  readonly #faults: Strikes;
  readonly #hurries: Strikes;
  /** What came from the client, and what everyone was told, before the welcome went. */
  #early: { received: string[]; told: Spoken[] } | undefined = { received: [], told: [] };
  #isClosed = false;

  constructor(
    causette: Causette,
    outlet: Outlet,
    { person, hash }: Identity,
    language: FrameLanguage = json,
  ) {
    this.#causette = causette;
    this.outlet = outlet;
    this.person = person;
    this.hash = hash;
    this.language = language;
    this.#faults = new Strikes(faultsAMinute, causette.clock);
    this.#hurries = new Strikes(refusalsAMinute, causette.clock);
  }

  /** Takes part from now on: the welcome is the first frame, whatever was asked before it. */
  async open(): Promise<void> {
    const { database, epoch, gameGrace, machines } = this.#causette;
    arrive(this.#causette, this);
    const rooms = await roomsSeenBy(database, this.person.id);
    const games = await openGamesSeenBy(database, this.person.id);
    if (this.#isClosed) return;
    this.send({
      type: 'welcome',
      you: this.person,
      epoch,
      rooms,
      games,
      machines,
      limits: { text: limits.text, frame: limits.frame },
      heartbeat: heartbeatSeconds,
      grace: gameGrace / 1_000,
    });
    const { received = [], told = [] } = this.#early ?? {};
    this.#early = undefined;
    for (const said of told) this.tell(said);
    for (const text of received) this.receive(text);
  }

  /** Whatever was looked up for this connection comes too late now. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The connection has ended. */
  close(): void {
    this.#isClosed = true;
    depart(this.#causette, this);
  }

  /** Takes one frame of the client. */
  receive(text: string): void {
    if (this.#early !== undefined) {
      this.#early.received.push(text);
      return;
    }
    const decoded = decode(text);
    if (decoded.refusal === undefined) this.#obey(decoded.command);
    else this.#complain(decoded.refusal, decoded.id);
  }

  tell(said: Spoken): void {
    if (this.#early === undefined) this.outlet.write(said.in(this.language));
    else this.#early.told.push(said);
  }

  send(frame: Frame): void {
    this.outlet.write(this.language.frame(frame));
  }

  beat(): void {
    if (this.#early !== undefined) return;
    this.send({ type: 'heartbeat', rooms: this.#causette.hub.revisionsOf(this) });
  }

  /** 1012 is "service restart", in the registry of RFC 6455 §11.7. */
  dismiss(retryAfter: number): void {
    this.send({ type: 'bye', retryAfter });
    this.outlet.end(1012, 'the server restarts');
  }

  show(said: Spoken): boolean {
    if (this.outlet.waiting > lagsAbove) return false;
    this.outlet.write(said.in(this.language));
    return true;
  }

  #obey(command: Command): void {
    const wait = this.#creditsFor(command).take(this.person.id);
    if (wait > 0) this.#slowDown(command, wait);
    else if (isSignal(command))
      this.#settle(command, carryOutSignal(this.#causette, this, command));
    else this.#settle(command, this.#write(command));
  }

  #write(change: Change): Promise<Outcome> {
    const { ledger, clock } = this.#causette;
    return ledger.write({ by: this.person, at: clock.now(), change });
  }

  /** Every command that carries an id gets exactly one answer. */
  #settle({ id }: Command, work: Promise<Outcome>): void {
    work.then(
      (outcome) => this.#answer(id, outcome),
      (error: unknown) => {
        this.#causette.noteBug(error);
        this.#refuse(refusal('bug'), id);
      },
    );
  }

  #answer(id: string | undefined, outcome: Outcome): void {
    if (outcome.is === 'refused') return this.#refuse(outcome.refusal, id);
    const rev = revisionOf(outcome);
    if (id !== undefined) this.send({ type: 'ack', id, ...(rev !== undefined && { rev }) });
  }

  #creditsFor({ type }: Command) {
    const { commandCredits, signCredits } = this.#causette;
    const isSign = type === 'typing' || type === 'read' || type === 'presence';
    return isSign ? signCredits : commandCredits;
  }

  #slowDown({ id }: Command, seconds: number): void {
    const retryAfter = Math.ceil(seconds * 1_000) / 1_000;
    this.#refuse(refusal('too_fast', { retryAfter }), id);
    if (this.#hurries.strike()) this.outlet.end(1008, 'too many commands');
  }

  #complain(fault: Refusal, id: string | undefined): void {
    this.#refuse(fault, id);
    if (this.#faults.strike()) this.outlet.end(1008, 'too many faulty frames');
  }

  #refuse(reason: Refusal, id: string | undefined): void {
    this.send({ type: 'refused', ...(id !== undefined && { id }), ...reason });
  }
}

function isSignal(command: Command): command is Signal {
  return command.type === 'follow' || command.type === 'typing' || command.type === 'presence';
}
