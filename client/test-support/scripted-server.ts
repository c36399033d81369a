import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/model.ts';
import { summary, toto, welcome } from './test-kit.ts';
import type { Ending, Transport, TransportKind } from '../transport/transport.ts';

/** A server in the test: one room, whose posts it stores and broadcasts to its followers. */
export class ScriptedServer {
  readonly messages: Message[] = [];
  transports: ScriptedTransport[] = [];

  /** A transport that the test opens with `welcome`, or does not. */
  connect(kind: TransportKind): Transport {
    const transport = new ScriptedTransport(kind, (command, from) => this.#receive(command, from));
    this.transports.push(transport);
    return transport;
  }

  welcome(transport: ScriptedTransport): void {
    transport.open(welcome(summary('general', this.messages.length)));
  }

  beat(transport: ScriptedTransport): void {
    transport.push({ type: 'heartbeat', rooms: { general: this.messages.length } });
  }

  #receive(command: Command, from: ScriptedTransport): void {
    if (command.type === 'post') this.#post(command, from);
    if (command.type === 'follow') this.#follow(from, command.rooms['general']);
  }

  #follow(transport: ScriptedTransport, rev: number | undefined): void {
    if (rev === undefined) return;
    transport.follows = true;
    if (rev < this.messages.length) transport.push(this.#changesAfter(rev));
  }

  /** The same id is the same message, over any transport and however late. */
  #post({ id, text }: Extract<Command, { type: 'post' }>, from: ScriptedTransport): void {
    const known = this.messages.find((message) => message.id === id);
    const seq = known?.seq ?? this.messages.length + 1;
    if (known === undefined) {
      this.messages.push({ id, seq, rev: seq, author: toto, at: seq, kind: 'text', text });
      for (const transport of this.transports)
        if (transport.follows) transport.push(this.#changesAfter(seq - 1));
    }
    from.push({ type: 'ack', id, rev: seq });
  }

  #changesAfter(from: number): Frame {
    const messages = this.messages.slice(from);
    return { type: 'changes', room: 'general', from, rev: this.messages.length, messages };
  }
}

/** What a bad network does to the first queued frame. */
export type Fault = 'loses' | 'delays' | 'repeats';

/** A transport whose frames wait, both ways, until the test lets them pass. */
export class ScriptedTransport implements Transport {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: Ending) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly kind: TransportKind;
  is: 'connecting' | 'open' | 'over' = 'connecting';
  follows = false;
  readonly #receive: (command: Command, from: ScriptedTransport) => void;
  #isWelcomed = false;
  #up: string[] = [];
  #down: string[] = [];

  constructor(kind: TransportKind, receive: (command: Command, from: ScriptedTransport) => void) {
    this.kind = kind;
    this.#receive = receive;
  }

  send(text: string): void {
    this.#up.push(text);
  }

  /** Frames that were sent before may still arrive. */
  close(): void {
    this.is = 'over';
    this.#down = [];
  }

  open(first: Frame): void {
    if (this.is !== 'connecting') return;
    this.is = 'open';
    this.push(first);
    this.onopen?.();
  }

  push(frame: Frame): void {
    if (this.is === 'open') this.#down.push(JSON.stringify(frame));
  }

  /** Delivers one frame to the server. */
  passUp(): void {
    const text = this.#up.shift();
    if (text !== undefined) this.#receive(JSON.parse(text) as Command, this);
  }

  /** Delivers one frame to the client. */
  passDown(): void {
    const data = this.#down.shift();
    if (data === undefined) return;
    this.#isWelcomed = true;
    this.onmessage?.({ data });
  }

  /**
   * The first queued frame is lost, delayed behind the others, or repeated; the welcome is spared.
   */
  fault(fault: Fault, direction: 'up' | 'down'): void {
    const queue = direction === 'up' ? this.#up : this.#down;
    if (!this.#isWelcomed || queue.length === 0) return;
    const frame = fault === 'repeats' ? queue[0]! : queue.shift()!;
    if (fault === 'delays') queue.push(frame);
    if (fault === 'repeats') queue.unshift(frame);
  }

  /** Delivers everything, and the answers to it. */
  flow(): void {
    while (this.#up.length + this.#down.length > 0) {
      this.passUp();
      this.passDown();
    }
  }

  /** The network ends the connection. */
  cut(): void {
    if (this.is === 'over') return;
    this.close();
    this.onclose?.({ code: 1006, reason: '', wasClean: false });
  }
}
